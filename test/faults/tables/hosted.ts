import { at, failing, type Expectation } from '../row';
import { HOSTED } from '../scene/places';

/** The hosted files end in an error, the external one is not affected. */
export function hostedFailing(...failure: Parameters<typeof failing>): Expectation {
	return { files: 'whole', at: at(HOSTED, failing(...failure).files) };
}
