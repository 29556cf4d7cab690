import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../repository';
import { USER_AGENT } from '../../../nodes/NotionFiles/http/userAgent';

const { name, version, homepage } = JSON.parse(
	readFileSync(join(repository, 'package.json'), 'utf8'),
) as Record<'name' | 'version' | 'homepage', string>;

test('the user agent names the package, its version and where to find its maintainers', () => {
	expect(USER_AGENT).toBe(`${name}/${version} (+${homepage.split('#')[0]})`);
	expect(USER_AGENT).toMatch(/^[\w-]+\/\d+\.\d+\.\d+\S* \(\+https:\/\/github\.com\/\S+\)$/);
});
