import { sourceOf } from '../../../nodes/NotionFiles/trigger/watch';
import { ItemParameters } from '../../../nodes/NotionFiles/parameters/ItemParameters';

const USUAL = { watch: 'database', event: 'newFile', databaseId: 'd', include: ['cover'] };

function sourceWith(values: Record<string, unknown>): string {
	const all: Record<string, unknown> = { ...USUAL, ...values };
	const context = {
		getNodeParameter: (name: string, _: number, fallback?: null) => all[name] ?? fallback,
		getTimezone: () => 'UTC',
		getNode: () => ({ typeVersion: 1.2 }),
	};
	return sourceOf(new ItemParameters(context, 0));
}

test('what is watched is another source with another data source or filter, and the same with other options', () => {
	const all = sourceWith({});
	expect(sourceWith({ options: { retries: 1 } })).toBe(all);
	const others = [
		{ options: { dataSource: 's' } },
		{ options: { dataSource: 't' } },
		{ dataSource: 's' },
		{ filter: '{"a":1}' },
	].map(sourceWith);
	expect(new Set([all, ...others]).size).toBe(5);
});

describe('a view that the URL of the database names', () => {
	const DATABASE = '4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d';
	const VIEW = '9bc6c6e0b4a34f1c8d7e6f5a4b3c2d1e';
	const url = (view: string, more = '') => ({
		view: 'fromUrl',
		databaseId: {
			__rl: true,
			mode: 'url',
			value: `https://www.notion.so/${DATABASE}?v=${view}${more}`,
		},
	});

	test('is a part of what is watched; the rest of the URL is not', () => {
		const ofView = sourceWith(url(VIEW));
		expect(sourceWith(url(VIEW, '&pvs=4'))).toBe(ofView);
		const listed = { mode: 'list', value: DATABASE, cachedResultUrl: url(VIEW).databaseId.value };
		expect(sourceWith({ view: 'fromUrl', databaseId: listed })).toBe(ofView);
		const others = [url(DATABASE), { ...url(VIEW), view: '*' }, { ...url(VIEW), view: VIEW }];
		expect(new Set([ofView, ...others.map(sourceWith)]).size).toBe(4);
	});
});

test('what cannot be read is another source if it is written in another way', () => {
	const wrong = ['x', { value: 'x' }, { value: 'y' }].map((databaseId) =>
		sourceWith({ databaseId }),
	);
	expect(new Set(wrong).size).toBe(3);
});
