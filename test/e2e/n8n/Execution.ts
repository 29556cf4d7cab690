import { createRequire } from 'node:module';
import type {
	ExecutionError,
	ExecutionStatus,
	IBinaryData,
	INodeExecutionData,
	IRunExecutionData,
	NodeExecutionHint,
} from 'n8n-workflow';

// Its types claim that it has no CommonJS form, which it has.
const { parse } = createRequire(__filename)('flatted') as { parse(text: string): unknown };

/** An execution in n8n's list. */
export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	mode: string;
	startedAt: string;
	stoppedAt?: string;
	retryOf?: string | null;
	retrySuccessId?: string | null;
}

/** An execution as n8n's API returns it. */
export interface ExecutionAnswer extends ExecutionSummary {
	/** In the format of `flatted`. */
	data: string;
}

const ENDED: ReadonlySet<ExecutionStatus> = new Set(['success', 'error', 'canceled', 'crashed']);

export function hasEnded(status: ExecutionStatus): boolean {
	return ENDED.has(status);
}

/** The output of an execution, by the names of its nodes. */
export class Execution {
	readonly id: string;

	readonly status: ExecutionStatus;

	readonly data: IRunExecutionData;

	constructor(readonly answer: ExecutionAnswer) {
		this.id = answer.id;
		this.status = answer.status;
		this.data = parse(answer.data) as IRunExecutionData;
	}

	get error(): (ExecutionError & { description?: string | null }) | undefined {
		return this.data.resultData.error;
	}

	/** The items of a node's output; 1 is the error output. */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.data.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
	}

	/** Every file in a binary field of a node's output. */
	files(node: string, field = 'data'): IBinaryData[] {
		return this.items(node).flatMap(({ binary }) => binary?.[field] ?? []);
	}

	hints(node: string): NodeExecutionHint[] {
		return this.data.resultData.runData[node]?.[0]?.hints ?? [];
	}
}
