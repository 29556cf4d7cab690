import { proveTable } from './prove/proveTable';
import { databases } from './tables/databases';

proveTable(databases);
