import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { repository } from '../n8n/places';
import { outputFolder } from '../n8n/run';

/** Set to take the pictures of the documentation again: NOTION_FILES_PICTURES=1 npm run test:e2e -- editor */
export const forDocs = Boolean(process.env.NOTION_FILES_PICTURES);

/** n8n's notices come and go, and cover the content; the dots of its canvas take half of a file's bytes. */
const STYLE = `
	.el-notification { display: none !important; }
	[data-test-id='canvas-background'] { visibility: hidden; }
`;

export interface Cut {
	/** The parts of the page to show, and what is between them. */
	of: Locator[];
	/** How much of that, from its upper left corner. */
	width?: number;
	height?: number;
	/** How much around that: the names of nodes are below them. */
	margin?: number;
}

/** Keeps a screenshot for anyone who inspects the run. */
export async function picture(page: Page, name: string): Promise<void> {
	await take(page, join(outputFolder, 'pictures'), name);
}

/** As `picture`, and on request the cut of it that the documentation shows. */
export async function pictureForDocs(page: Page, name: string, cut: Cut): Promise<void> {
	await picture(page, name);
	if (forDocs) await take(page, join(repository, 'docs/pictures'), name, await clipOf(cut));
}

interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

async function clipOf({ of, width, height, margin = 0 }: Cut): Promise<Clip> {
	const boxes: Clip[] = [];
	for (const part of of)
		boxes.push((await part.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 });
	const x = Math.min(...boxes.map((box) => box.x)) - margin;
	const y = Math.min(...boxes.map((box) => box.y)) - margin;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
	return { x, y, width: width ?? right - x, height: height ?? bottom - y };
}

async function take(page: Page, folder: string, name: string, clip?: Clip): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${name}.png`);
	await page.screenshot({ path, style: STYLE, animations: 'disabled', ...(clip && { clip }) });
}
