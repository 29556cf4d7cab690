import { proveTable } from './prove/proveTable';
import { cursors } from './tables/cursors';

proveTable(cursors);
