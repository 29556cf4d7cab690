import '../harness/memoryMode';
import { testBufferingStore } from '../harness/bufferingStore';

describe('n8n’s memory mode', () => {
	testBufferingStore((items) => {
		expect(items.every(({ binary }) => binary?.data?.id === undefined)).toBe(true);
	});
});
