import { idleMachine } from './prove/idleMachine';
import { proveTable } from './prove/proveTable';
import { connections } from './tables/connections';
import { parts } from './tables/parts';

proveTable(connections);

describe('On a machine that is not busy', () => {
	idleMachine();
	proveTable(parts);
});
