import type { Values } from './Parameter';

/** Where parameters come from: n8n's context of an execution, or a trigger's. */
export interface ParameterSource {
	getNodeParameter(name: string, itemIndex: number, fallback?: null): unknown;
	getTimezone(): string;
}

/** The parameters as they are for one input item. */
export class ItemParameters implements Values {
	constructor(
		private readonly context: ParameterSource,
		readonly itemIndex: number,
	) {}

	value(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, undefined);
	}

	timezone(): string {
		return this.context.getTimezone();
	}

	/** A text that differs whenever one of these parameters does, including those that do not exist. */
	fingerprint(names: readonly string[]): string {
		const values = names.map((name) => this.context.getNodeParameter(name, this.itemIndex, null));
		return JSON.stringify(values);
	}
}
