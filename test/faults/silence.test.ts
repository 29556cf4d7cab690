import { proveTable } from './prove/proveTable';
import { shortenTimeLimit } from './prove/shortTimeLimit';
import { silence } from './tables/silence';

shortenTimeLimit();
proveTable(silence);
