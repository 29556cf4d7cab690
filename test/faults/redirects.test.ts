import { proveTable } from './prove/proveTable';
import { redirects } from './tables/redirects';

proveTable(redirects);
