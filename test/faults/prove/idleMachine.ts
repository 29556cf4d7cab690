/**
 * Lets Node say that the event loop has nothing to do: whether a host is slow can be told only by who is
 * not busy itself, and a machine that runs tests is.
 */
export function idleMachine(): void {
	let spy: jest.SpyInstance;
	beforeAll(() => {
		spy = jest
			.spyOn(performance, 'eventLoopUtilization')
			.mockReturnValue({ idle: 1, active: 0, utilization: 0 });
	});
	afterAll(() => spy.mockRestore());
}
