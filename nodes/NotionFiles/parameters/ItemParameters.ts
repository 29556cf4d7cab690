import type { Values } from './Parameter';

/** Where parameters come from: n8n's context of an execution, or a trigger's. */
export interface ParameterSource {
	getNodeParameter(name: string, itemIndex: number, fallback?: null): unknown;
	getTimezone(): string;
	getNode(): { readonly typeVersion: number };
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

	/** Whether the node was made before version 1.1: then it goes on as it always has. */
	get isOfFirstVersion(): boolean {
		return this.isOlderThan(1.1);
	}

	/** Whether the node was made before this version. */
	isOlderThan(version: number): boolean {
		return this.context.getNode().typeVersion < version;
	}

	/**
	 * A text that differs whenever one of these parameters does, including those that do not exist.
	 * @param told what tells the values of a parameter from one another, if not all that is written there
	 */
	fingerprint(
		names: readonly string[],
		told: (name: string, value: unknown) => unknown = (_, value) => value,
	): string {
		return JSON.stringify(names.map((name) => told(name, this.valueIfAny(name)) ?? null));
	}

	/** Undefined for one that does not exist, or is not shown. */
	valueIfAny(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, null) ?? undefined;
	}
}
