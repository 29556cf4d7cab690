import { proveTable } from './prove/proveTable';
import { redirects } from './tables/redirects';
import { storageRedirects } from './tables/storageRedirects';

proveTable(redirects);
proveTable(storageRedirects);
