import { getBlockFiles } from './getBlockFiles';
import { getPageFiles } from './getPageFiles';
import { getPropertyFiles } from './getPropertyFiles';
import type { Operation } from './Operation';

/** In the order of the editor's list. */
export const operations: readonly Operation[] = [getBlockFiles, getPageFiles, getPropertyFiles];
