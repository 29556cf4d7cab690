/** Of each wait, on average. */
const SHARE = 0.02;

/**
 * Makes the waits between attempts short. With full jitter every wait is drawn from zero to a bound, so
 * it is enough to draw from the low end: nothing of the node is different but its luck.
 */
export function drawShortWaits(): void {
	const random = Math.random;
	beforeAll(() => {
		jest.spyOn(Math, 'random').mockImplementation(() => random() * SHARE);
	});
	afterAll(() => jest.restoreAllMocks());
}
