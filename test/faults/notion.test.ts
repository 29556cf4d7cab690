import { proveTable } from './prove/proveTable';
import { cursors } from './tables/cursors';
import { databases } from './tables/databases';
import { limitsOfNotion } from './tables/limitsOfNotion';
import { notion } from './tables/notion';
import { silence } from './tables/silence';

proveTable(notion);
proveTable(limitsOfNotion);
proveTable(cursors);
proveTable(databases);
proveTable(silence);
