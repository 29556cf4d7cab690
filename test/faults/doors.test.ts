import { proveTable } from './prove/proveTable';
import { doors } from './tables/doors';

proveTable(doors);
