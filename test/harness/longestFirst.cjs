const { default: Sequencer } = require('@jest/test-sequencer');

/** Most of the work first: a table of faults is a file of four lines. */
const ORDER = ['/test/faults/', '/test/integration/'];

const rankOf = ({ path }) => {
	const at = ORDER.findIndex((folder) => path.includes(folder));
	return at < 0 ? ORDER.length : at;
};

/**
 * So that no worker begins a long file when the others have none left. Jest knows how long each file took,
 * but in a fresh clone it goes by their size.
 */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		const isKnown = sorted.some(({ duration }) => duration !== undefined);
		return isKnown ? sorted : sorted.sort((a, b) => rankOf(a) - rankOf(b));
	}
};
