import { gateFor } from '../../../nodes/NotionFiles/notion/TokenGate';

test('there is one gate for each token in this process', () => {
	expect(gateFor('one token')).toBe(gateFor('one token'));
	expect(gateFor('one token')).not.toBe(gateFor('another token'));
});

test('tokens that are no longer used are forgotten, those in use are not', () => {
	const [used, unused] = [gateFor('used'), gateFor('unused')];
	for (let i = 0; i < 3_000; i++) {
		gateFor(`token ${i}`);
		gateFor('used');
	}
	expect(gateFor('used')).toBe(used);
	expect(gateFor('unused')).not.toBe(unused);
});
