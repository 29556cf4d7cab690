import { proveTable } from './prove/proveTable';
import { notion } from './tables/notion';

proveTable(notion);
