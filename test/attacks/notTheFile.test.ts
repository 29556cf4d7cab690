import { proveTable } from '../faults/prove/proveTable';
import { notTheFile } from './tables/notTheFile';

proveTable(notTheFile);
