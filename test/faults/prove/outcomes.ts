import type { INodeExecutionData } from 'n8n-workflow';
import { NODE, sha256OfItem } from '../../harness/notionFiles';
import { sha256Of } from '../../sandbox';
import { isFailure, type Expectation, type Failure, type Outcome } from '../row';
import type { Place } from '../scene/places';
import type { Scene, SceneFile } from '../scene/scene';
import type { Ran } from './runScene';

/** What happened to the files of a scene, in words that read well in a comparison. */
export interface Outcomes {
	files: Partial<Record<Place, string>>;
	/** Error items that are not about a file. */
	also: string[];
}

export interface ErrorItem {
	error: string;
	details: Readonly<Record<string, unknown>>;
}

export async function outcomesOf(scene: Scene, { result }: Ran): Promise<Outcomes> {
	const items = result.items(NODE);
	const entries = scene.files.map(
		async (file) => [file.place, await outcomeOf(file, items)] as const,
	);
	const also = errorItems(items).filter((item) => !isAboutFile(item));
	return {
		files: Object.fromEntries(await Promise.all(entries)),
		also: also.map((item) => `error ${String(item.details.code)}`),
	};
}

export function expectedOutcomes(scene: Scene, expectation: Expectation): Outcomes {
	const { files, at = {}, also = [] } = expectation;
	const entries = scene.files.map(({ place }) => [place, inWords(at[place] ?? files)] as const);
	return { files: Object.fromEntries(entries), also: also.map(inWords) };
}

export function errorItems(items: readonly INodeExecutionData[]): ErrorItem[] {
	return items
		.filter(({ json }) => 'error' in json)
		.map(({ json }) => ({
			error: String(json.error),
			details: (json.details ?? {}) as ErrorItem['details'],
		}));
}

export function isAboutFile({ details }: ErrorItem): boolean {
	return details.fileName !== undefined;
}

/** The expected failure of a file. */
export function failureAt({ files, at = {} }: Expectation, place: Place): Failure | undefined {
	const outcome = at[place] ?? files;
	return isFailure(outcome) ? outcome : undefined;
}

function inWords(outcome: Outcome): string {
	return isFailure(outcome) ? `error ${outcome.code}` : outcome;
}

async function outcomeOf(file: SceneFile, items: readonly INodeExecutionData[]): Promise<string> {
	const good = items.filter(({ json }) => 'fileId' in json && isOf(file, json));
	const bad = errorItems(items).filter(({ details }) => isOf(file, details));
	const words = [
		...(await Promise.all(good.map(async (item) => await wholeOrNot(file, item)))),
		...bad.map(({ details }) => `error ${String(details.code)}`),
	];
	return words.length === 0 ? 'missing' : words.join(' and ');
}

function isOf({ name }: SceneFile, json: Readonly<Record<string, unknown>>): boolean {
	return json.fileName === name;
}

async function wholeOrNot(file: SceneFile, item: INodeExecutionData): Promise<string> {
	const came = await sha256OfItem(item);
	if (came === sha256Of(file.content)) return 'whole';
	return `other bytes (${String(item.json.fileSize)})`;
}
