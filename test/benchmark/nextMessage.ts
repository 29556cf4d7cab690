import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process says next. @throws when it ends without a word */
export async function nextMessage<Message>(child: ChildProcess, who: string): Promise<Message> {
	const done = new AbortController();
	const { signal } = done;
	const ended = once(child, 'exit', { signal }).then(([code]) =>
		Promise.reject(new Error(`${who} ended early, with status ${String(code)}`)),
	);
	try {
		const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [
			Message,
		];
		return message;
	} finally {
		ended.catch(() => {});
		done.abort();
	}
}
