import { proveTable } from './prove/proveTable';
import { statuses } from './tables/statuses';

proveTable(statuses);
