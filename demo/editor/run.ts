/**
 * `npm run editor`: the real n8n with the package, a workspace of Notion's and the example workflows in
 * it. Runs until it is told to end, and then leaves nothing behind.
 */
import { endCommands, tell } from '../../test/e2e/n8n/command';
import { Ending } from './Ending';
import { openEditor } from './openEditor';

async function main(): Promise<void> {
	const ending = new Ending();
	const opening = openEditor(process.env, ending);
	try {
		const editor = await Promise.race([opening, ending.asked]);
		if (editor) await Promise.race([editor.n8nEnds, ending.asked]);
	} finally {
		tell('Ending everything …');
		endCommands();
		await ending.finish();
		// The step that was under way ends, too, since it has lost what it waited for.
		await opening.catch(() => {});
	}
	// After the folder is removed, which is done at the very end.
	process.once('exit', () => tell('Ended'));
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
