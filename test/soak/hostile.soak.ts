import { hostileInput } from '../fuzz/hostileInput';
import { hostileRows } from '../fuzz/hostileRows';
import { holds } from '../fuzz/holds';

// Another seed each time: a failure tells the one that it came with.
const parameters = { numRuns: 20_000, seed: Date.now() & 0x7fff_ffff };
holds(hostileInput, parameters);
holds(hostileRows, parameters);
