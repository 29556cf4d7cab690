import { type SandboxClock } from '../clock';
import { type SandboxSettings } from '../settings';
import { ApiError } from './errors';

/** Notion's limit: a fixed window that starts with its first request and may be spent at once. */
export class RateWindow {
	private start = -Infinity;
	private spent = 0;

	constructor(
		private readonly clock: SandboxClock,
		private readonly settings: SandboxSettings,
	) {}

	/** Counts one request, and throws Notion's 429 where the window is spent. */
	spend(): void {
		const { rateLimit } = this.settings;
		if (!rateLimit) return;
		const now = this.clock.now();
		if (now >= this.start + rateLimit.windowMs) {
			this.start = now;
			this.spent = 0;
		}
		this.spent += 1;
		if (this.spent <= rateLimit.requests) return;
		const wait = Math.max(1, Math.ceil((this.start + rateLimit.windowMs - now) / 1000));
		throw new ApiError(429, 'rate_limited', MESSAGE, {
			retryAfter: wait,
			additionalData: {
				rate_limit_reason: rateLimit.reason ?? 'public_api_request_rate_limit',
				retry_after: String(wait),
			},
		});
	}
}

const MESSAGE = 'You have been rate limited. Please try again in a few minutes.';
