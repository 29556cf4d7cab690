import { proveTable } from './prove/proveTable';
import { limitsOfNotion } from './tables/limitsOfNotion';

proveTable(limitsOfNotion);
