import { holds } from './holds';
import { hostileInput } from './hostileInput';
import { hostileRows } from './hostileRows';

// `npm run test:soak` makes many more, from other seeds.
holds(hostileInput, { numRuns: 300 });
holds(hostileRows, { numRuns: 300 });
