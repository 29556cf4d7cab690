import { proveTable } from './prove/proveTable';
import { shortenTimeLimit } from './prove/shortTimeLimit';
import { cursors } from './tables/cursors';
import { databases } from './tables/databases';
import { limitsOfNotion } from './tables/limitsOfNotion';
import { notion } from './tables/notion';
import { silence } from './tables/silence';

proveTable(notion);
proveTable(limitsOfNotion);
proveTable(cursors);
proveTable(databases);

describe('With a short time limit', () => {
	shortenTimeLimit();
	proveTable(silence);
});
