import { proveTable } from './prove/proveTable';
import { links } from './tables/links';
import { meanwhileInNotion } from './tables/meanwhile';

proveTable(links);
proveTable(meanwhileInNotion);
