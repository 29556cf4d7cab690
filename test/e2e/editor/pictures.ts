import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { repository } from '../n8n/places';
import { outputFolder } from '../n8n/run';

/** Set to make the pictures of the documentation anew: NOTION_FILES_PICTURES=1 npm run test:e2e -- editor */
export const forDocs = Boolean(process.env.NOTION_FILES_PICTURES);

/** n8n's notices come and go, and cover what is to be seen. */
const STYLE = '.el-notification { display: none !important; }';

export interface Cut {
	/** The part of the page to show; all of it without. */
	of?: Locator;
	/** How much of that part, from its top left corner. */
	width?: number;
	height?: number;
}

/** Keeps what is seen for whoever looks into the run. */
export async function picture(page: Page, name: string): Promise<void> {
	await take(page, join(outputFolder, 'pictures'), name, {});
}

/** As `picture`, and on request the cut of it that the documentation shows. */
export async function pictureForDocs(page: Page, name: string, cut: Cut): Promise<void> {
	await picture(page, name);
	if (forDocs) await take(page, join(repository, 'docs/pictures'), name, cut);
}

async function take(page: Page, folder: string, name: string, cut: Cut): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const box = await cut.of?.boundingBox();
	await page.screenshot({
		path: join(folder, `${name}.png`),
		style: STYLE,
		animations: 'disabled',
		...(box && {
			clip: { ...box, width: cut.width ?? box.width, height: cut.height ?? box.height },
		}),
	});
}
