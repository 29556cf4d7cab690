import { proveTable } from './prove/proveTable';
import { parts } from './tables/parts';

proveTable(parts);
