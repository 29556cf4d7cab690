import { notTheFile } from '../../attacks/tables/notTheFile';
import type { Table } from '../row';
import { bodies } from './bodies';
import { connections } from './connections';
import { cursors } from './cursors';
import { databases } from './databases';
import { doors } from './doors';
import { guard } from './guard';
import { limits } from './limits';
import { limitsOfNotion } from './limitsOfNotion';
import { links } from './links';
import { meanwhileInNotion } from './meanwhile';
import { notion } from './notion';
import { parts } from './parts';
import { redirects } from './redirects';
import { silence } from './silence';
import { statuses } from './statuses';
import { storageRedirects } from './storageRedirects';
import { tls } from './tls';
import { versions } from './versions';

export { forbiddenAddresses } from './addresses';

/** Everything that is proved, in the order in which people would read it. */
export const tables: readonly Table[] = [
	connections,
	doors,
	tls,
	statuses,
	links,
	meanwhileInNotion,
	versions,
	bodies,
	notTheFile,
	parts,
	limits,
	redirects,
	storageRedirects,
	guard,
	notion,
	silence,
	limitsOfNotion,
	cursors,
	databases,
];
