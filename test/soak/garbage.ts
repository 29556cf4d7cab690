import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { quiet } from '../unit/promises';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** How many of these objects something still holds. */
export async function countHeld(objects: ReadonlyArray<WeakRef<object>>): Promise<number> {
	// A reference that was looked at lives to the end of its turn, so the turn must end first.
	await quiet();
	collectGarbage();
	return objects.filter((object) => object.deref() !== undefined).length;
}
