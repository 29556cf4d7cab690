import type { Failure } from '../row';
import type { Scene, SceneFile } from '../scene/scene';
import { isAboutFile, type ErrorItem } from './outcomes';

/** What is wrong with the text of an error, in words; empty if it is clear. */
export function faultsOfError(item: ErrorItem, failure: Failure, scene: Scene): string[] {
	const { error, details } = item;
	const wrong: string[] = [...faultsOfSentence(error)];
	const { code, httpStatus, says } = failure;
	if (details.code !== code) wrong.push(`its code is ${String(details.code)}`);
	if (httpStatus !== undefined && details.httpStatus !== httpStatus) {
		wrong.push(`its httpStatus is ${String(details.httpStatus)}`);
	}
	if (says && !says.test(error)) wrong.push(`it does not say ${String(says)}`);
	if (typeof details.remedy !== 'string' || !/^[A-Z].*\.$/s.test(details.remedy)) {
		wrong.push('it does not say what to do');
	}
	if (isAboutFile(item)) wrong.push(...faultsOfPlace(item, scene));
	return wrong.map((words) => `“${error}”: ${words}`);
}

/** A sentence names things by their names: no ID, no full stop, no code, no link with a query in it. */
export function faultsOfSentence(error: string): string[] {
	const wrong: string[] = [];
	if (/undefined|null|NaN|\[object|\bError:|\n/.test(error)) wrong.push('it speaks like a machine');
	if (/[0-9a-f]{8}-[0-9a-f]{4}-/.test(error)) wrong.push('it holds an ID');
	if (/https?:\/\/\S*\?/.test(error)) wrong.push('it holds a link with its query');
	if (/\.$/.test(error)) wrong.push('it ends in a full stop');
	if (error.length > 400) wrong.push('it is too long');
	return wrong;
}

/** Whether the sentence is about this file and begins with its name. */
export function namesFile(error: string, { name }: Pick<SceneFile, 'name'>): boolean {
	return error.startsWith(`“${name}” from `);
}

function faultsOfPlace({ error, details }: ErrorItem, scene: Scene): string[] {
	const file = scene.files.find(({ name }) => name === details.fileName);
	if (!file) return [`it is about ${String(details.fileName)}`];
	const { id: pageId } = (details.page ?? {}) as { id?: unknown };
	const wrong: string[] = [];
	if (!namesFile(error, file)) wrong.push('it does not begin with the name of the file');
	if (!error.includes(`page “${scene.page.title}”`)) wrong.push('it does not name the page');
	const url = `https://www.notion.so/${scene.page.id.replaceAll('-', '')}`;
	if (!String(details.url).startsWith(url)) wrong.push('its details do not lead to the page');
	if (pageId !== scene.page.id) wrong.push('its details do not name the page');
	if (!/^[0-9a-f]{32}$/.test(String(details.fileId))) wrong.push('its details lack the file’s ID');
	return wrong;
}
