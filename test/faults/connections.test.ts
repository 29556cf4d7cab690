import { proveTable } from './prove/proveTable';
import { connections } from './tables/connections';

proveTable(connections);
