import type { Logger } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { outward } from '../outward';

/** Nobody could mend a mistake of ours by its message alone, so n8n's log has the place in the code. */
export function logMistake(logger: Pick<Logger, 'error'>, { code, cause }: NotionFilesError): void {
	if (code !== 'unexpected') return;
	const stack = (cause instanceof Error && cause.stack) || String(cause);
	logger.error(`Notion Files: ${outward(stack)}`);
}
