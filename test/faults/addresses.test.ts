import { proveAddresses } from './guard/addresses';
import { proveNames } from './guard/names';
import { proveProxies } from './guard/proxies';
import { proveTable } from './prove/proveTable';
import { guard } from './tables/guard';
import { redirects } from './tables/redirects';
import { storageRedirects } from './tables/storageRedirects';

proveTable(redirects);
proveTable(storageRedirects);
proveTable(guard);
proveAddresses();
proveNames();
proveProxies();
