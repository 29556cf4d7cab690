/** Less than this in so long is as good as nothing: about 1 kB a second. */
const LEAST_BYTES = 256 * 1024;
const STRETCH_MS = 5 * 60_000;

/**
 * Tells a body that drips: no silence of it is long enough for a stall, and it would never end. The host's
 * time alone counts, not that of the store. A host that is too slow in each stretch makes no progress by the
 * measure of the retries (`REAL_PROGRESS_BYTES`), so they come to an end.
 */
export class LeastSpeed {
	private bytes = 0;

	private waitedMs = 0;

	/** @throws Error when too little came in all the time that was waited */
	arrived(bytes: number, waitedMs: number): void {
		this.bytes += bytes;
		this.waitedMs += waitedMs;
		if (this.waitedMs < STRETCH_MS) return;
		if (this.bytes < LEAST_BYTES) throw new Error('less than 256 KB arrived in five minutes');
		this.bytes = 0;
		this.waitedMs = 0;
	}
}
