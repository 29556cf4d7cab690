import { clock } from '../../../nodes/NotionFiles/flow/clock';
import { PollsUnderWay } from '../../../nodes/NotionFiles/trigger/PollsUnderWay';

const kept = {};
const ofOldVersion = {};
const soon = () => clock.now() + 60_000;

describe('while a poll is under way', () => {
	test.each([
		['a later one stays away', kept, true, false],
		['a later one stays away also where it has to learn what is there', kept, false, false],
		['one of a new version of the workflow stays away', ofOldVersion, true, false],
		['one of a new version goes on where it has to learn what is there', ofOldVersion, false, true],
	])('%s', (_, first, isReady, goesOn) => {
		const polls = new PollsUnderWay();
		polls.enter('node', { kept: first, until: soon() }, true);
		const leave = polls.enter('node', { kept, until: soon() }, isReady);
		expect(leave !== undefined).toBe(goesOn);
	});

	test('one of another node goes on', () => {
		const polls = new PollsUnderWay();
		polls.enter('node', { kept, until: soon() }, true);
		expect(polls.enter('other', { kept, until: soon() }, true)).toBeDefined();
	});
});

test('after a poll has ended, or its time is over, the next one goes on', () => {
	const polls = new PollsUnderWay();
	polls.enter('node', { kept, until: soon() }, true)?.();
	polls.enter('node', { kept, until: clock.now() }, true);
	expect(polls.enter('node', { kept, until: soon() }, true)).toBeDefined();
});

test('the end of one poll does not clear the way while another is still under way', () => {
	const polls = new PollsUnderWay();
	const leave = polls.enter('node', { kept: ofOldVersion, until: soon() }, true);
	polls.enter('node', { kept, until: soon() }, false);
	leave?.();
	expect(polls.enter('node', { kept, until: soon() }, true)).toBeUndefined();
});
