import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, selectors } from 'playwright-core';
import { forDocs } from './pictures';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Root has no sandbox, test machines have no graphics, and no request may leave this machine. */
const SWITCHES = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A separate Chromium without a window, whose profile is removed with it. */
export class Browser {
	private constructor(
		readonly context: BrowserContext,
		private readonly profile: string,
	) {}

	static async start(): Promise<Browser> {
		const executablePath = findChromium();
		selectors.setTestIdAttribute('data-test-id');
		const profile = mkdtempSync(join(tmpdir(), 'notion-files-chromium-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath,
			headless: true,
			args: SWITCHES,
			viewport: { width: 1440, height: 900 },
			// Sharp pictures for the documentation; painting them costs more.
			deviceScaleFactor: forDocs ? 1.5 : 1,
			colorScheme: 'light',
			locale: 'en-GB',
		});
		context.setDefaultTimeout(60_000);
		return new Browser(context, profile);
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
	}
}

function findChromium(): string {
	const named = process.env.CHROMIUM;
	const found = named ? [named] : PLACES;
	const path = found.find((place) => existsSync(place));
	if (path !== undefined) return path;
	throw new Error(
		named
			? `CHROMIUM names ${named}, where nothing is`
			: 'n8n’s editor is driven in Chromium, and there is none here. On Debian: apt-get install chromium. Elsewhere set CHROMIUM to the path of a Chromium or Chrome.',
	);
}
