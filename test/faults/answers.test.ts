import { proveTable } from './prove/proveTable';
import { bodies } from './tables/bodies';
import { limits } from './tables/limits';
import { statuses } from './tables/statuses';
import { versions } from './tables/versions';

proveTable(statuses);
proveTable(versions);
proveTable(bodies);
proveTable(limits);
