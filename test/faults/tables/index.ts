import type { Table } from '../row';
import { bodies } from './bodies';
import { connections } from './connections';
import { cursors } from './cursors';
import { doors } from './doors';
import { guard } from './guard';
import { limits } from './limits';
import { limitsOfNotion } from './limitsOfNotion';
import { links } from './links';
import { notion } from './notion';
import { redirects } from './redirects';
import { statuses } from './statuses';
import { versions } from './versions';

export { forbiddenAddresses } from './addresses';

/** All that is proved, in the order in which people would read it. */
export const tables: readonly Table[] = [
	connections,
	doors,
	statuses,
	links,
	versions,
	bodies,
	limits,
	redirects,
	guard,
	notion,
	limitsOfNotion,
	cursors,
];
