// For test/tools/repeat.ts: the test files in an order that hangs on a seed alone.
const { createHash } = require('node:crypto');
const { default: Sequencer } = require('@jest/test-sequencer');

const placeOf = ({ path }) =>
	createHash('md5').update(`${process.env.TEST_ORDER_SEED}:${path}`).digest('hex');

module.exports = class ShuffleFiles extends Sequencer {
	sort(tests) {
		return [...tests].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
	}
};
