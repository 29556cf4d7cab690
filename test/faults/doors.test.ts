import { proveTable } from './prove/proveTable';
import { trustTestAuthority } from './prove/trustTestAuthority';
import { doors } from './tables/doors';
import { tls } from './tables/tls';

proveTable(doors);

describe('Where an authority of the tests is trusted', () => {
	trustTestAuthority();
	proveTable(tls);
});
