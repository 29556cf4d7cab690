/** The sandbox's own time: real time plus whatever a test has let pass. */
export class SandboxClock {
	private offset = 0;
	private stoppedAt: number | undefined;

	/** Milliseconds since the epoch. */
	now(): number {
		return (this.stoppedAt ?? Date.now()) + this.offset;
	}

	/** From now on, only the time passes that a test lets pass. */
	stop(): void {
		this.stoppedAt ??= Date.now();
	}

	/** Lets time pass for the sandbox alone: links expire, rate windows end. */
	advance(milliseconds: number): void {
		this.offset += milliseconds;
	}

	advanceMinutes(minutes: number): void {
		this.advance(minutes * 60_000);
	}
}

/** Notion rounds created and edited times down to the minute. */
export function minuteOf(milliseconds: number): string {
	const minute = Math.floor(milliseconds / 60_000);
	if (minute !== written.minute) {
		written = { minute, text: new Date(minute * 60_000).toISOString() };
	}
	return written.text;
}

// Every node of a workspace is stamped several times, nearly all of them within one minute.
let written = { minute: NaN, text: '' };
