/** Usage: node requireAll.js <installed package> */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , installed = ''] = process.argv;
const from = createRequire(join(installed, 'package.json'));

const scripts = readdirSync(join(installed, 'dist'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
	.map((entry) => join(entry.parentPath, entry.name));
for (const path of [installed, ...scripts]) from(path);
console.log(`Each of its ${scripts.length} scripts loads with these and n8n-workflow alone`);
