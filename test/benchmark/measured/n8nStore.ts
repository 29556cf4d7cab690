/** n8n's store alone, on the file system: the same files, ready in memory. Whoever gives files to n8n needs it. */
import '../../../demo/environment';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { mapInOrder } from '../../../nodes/NotionFiles/flow/mapInOrder';
import { type Came } from '../case';
import { measure } from './measure';

const AT_ONCE = 16;
const LOCATION = { type: 'execution' as const, workflowId: 'wf', executionId: '1' };

void measure<undefined>(async (_, { expected }) => {
	const service = Container.get(BinaryDataService);
	await service.init();
	const content = Buffer.alloc(expected.bytes / expected.files, 7);
	const put = async (name: string): Promise<number> => {
		const data = { fileName: name, mimeType: 'application/octet-stream', data: '' };
		return Number((await service.store(LOCATION, content, data)).bytes);
	};
	await put('warm-up.bin');
	return async () => {
		const came: Came = { files: 0, bytes: 0 };
		for await (const bytes of mapInOrder(names(expected.files), AT_ONCE, put)) {
			came.files += 1;
			came.bytes += bytes;
		}
		return came;
	};
});

async function* names(count: number): AsyncGenerator<string> {
	for (let n = 0; n < count; n++) yield `file-${n}.bin`;
}
