import { storedRows } from '../harness/databaseMode';
import { testBufferingStore } from '../harness/bufferingStore';

describe('n8n’s database mode', () => {
	testBufferingStore((items) => {
		expect(items.every(({ binary }) => binary?.data?.data === 'database')).toBe(true);
		expect(storedRows()).toBe(items.length);
	});
});
