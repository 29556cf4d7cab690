import { proveTable } from './prove/proveTable';
import { limits } from './tables/limits';

proveTable(limits);
