import { proveTable } from './prove/proveTable';
import { trustTestAuthority } from './prove/trustTestAuthority';
import { tls } from './tables/tls';

trustTestAuthority();
proveTable(tls);
