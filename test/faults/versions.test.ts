import { proveTable } from './prove/proveTable';
import { versions } from './tables/versions';

proveTable(versions);
