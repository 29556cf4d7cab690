import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../repository';

/** The bytes of a file in `test/fixtures`. Its README says how each was made. */
export function fixture(name: string): Buffer {
	return readFileSync(join(repository, 'test/fixtures', name));
}
