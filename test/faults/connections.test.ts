import { proveTable } from './prove/proveTable';
import { connections } from './tables/connections';
import { parts } from './tables/parts';

proveTable(connections);
proveTable(parts);
