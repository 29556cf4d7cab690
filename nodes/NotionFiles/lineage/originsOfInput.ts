import type { IExecuteFunctions } from 'n8n-workflow';
import { executionOf, stepOf } from './Execution';
import type { Origin } from './Origin';
import { keyIn } from './namesIn';
import { Origins } from './Origins';
import { verdictsOf } from './subWorkflows';

/**
 * The files that each input item of a node is about, as far as that can be told; undefined if n8n does
 * not say what the nodes before it did.
 */
export async function originsOfInput(
	context: IExecuteFunctions,
): Promise<Array<readonly Origin[]> | undefined> {
	const execution = executionOf(context);
	if (execution === undefined) return undefined;
	const origins = new Origins(execution, await verdictsOf(context, execution));
	const source = context.getExecuteData().source?.main?.[0];
	return context.getInputData().map(({ json, pairedItem }, index) => {
		// An AI agent runs the node with items of its own, and says here what its own input was.
		const [paired] = [pairedItem].flat();
		const given = (typeof paired === 'object' && paired.sourceOverwrite) || source;
		if (given) return origins.of(stepOf(given, index));
		// The execution starts here.
		const key = keyIn(json);
		return key === undefined ? [] : [{ key, trouble: undefined }];
	});
}
