import { proveTable } from './prove/proveTable';
import { bodies } from './tables/bodies';

proveTable(bodies);
