import { proveTable } from './prove/proveTable';
import { links } from './tables/links';

proveTable(links);
