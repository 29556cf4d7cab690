/**
 * undici looks at the signal of a request only once it has a connection for it, and n8n's egress filter and
 * DNS take no signal.
 */
export async function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
	let abort = (): void => {};
	const aborted = new Promise<never>((_, reject) => {
		abort = () => reject(signal.reason as Error);
		// An abort that happened before causes no event.
		if (signal.aborted) abort();
		signal.addEventListener('abort', abort, { once: true });
	});
	try {
		return await Promise.race([result, aborted]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
