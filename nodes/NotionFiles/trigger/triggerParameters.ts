import type { INodeProperties } from 'n8n-workflow';
import { authenticationParameter } from '../parameters/authentication';
import { pageParameters } from '../parameters/pageParameters';
import { sharedParameters } from '../parameters/settings';
import { event, existingFiles, watch } from './ownParameters';
import { WATCHED } from './watch';

/** What the trigger decides by itself, or what has no meaning for it. */
const NOT_OURS = new Set([
	'returnAll',
	'limit',
	'onlyNewFiles',
	'onlyNewNotice',
	'toolNotice',
	'processedList',
	'fullCheckEvery',
	'editedAfter',
]);

/** The operations' own parameters, shown by what is watched, and the trigger's. */
export const triggerParameters: INodeProperties[] = [
	withOurOptions(authenticationParameter),
	watch.property,
	...[...Object.values(WATCHED).flatMap(({ properties }) => properties), ...pageParameters]
		.filter(isOurs)
		.map(shownByWatch),
	event.property,
	existingFiles.property,
	...sharedParameters.filter(isOurs).map(withOurOptions),
];

/** What is hidden is there for a hint, which a poll cannot give. */
function isOurs({ name, type }: { name: string; type?: string }): boolean {
	return !NOT_OURS.has(name) && type !== 'hidden';
}

function shownByWatch(property: INodeProperties): INodeProperties {
	const { operation: operations = [], ...others } = property.displayOptions?.show ?? {};
	return { ...property, displayOptions: { show: { ...others, watch: watchedBy(operations) } } };
}

/** Shown in every operation, and so always: the trigger has none. */
function withOurOptions(property: INodeProperties): INodeProperties {
	const options = property.type === 'collection' ? property.options?.filter(isOurs) : undefined;
	return {
		...property,
		displayOptions: ofVersion(property),
		...(options ? { options: options.map(optionByWatch) as INodeProperties[] } : {}),
	};
}

function ofVersion({ displayOptions }: INodeProperties): INodeProperties['displayOptions'] {
	const version = displayOptions?.show?.['@version'];
	return version && { show: { '@version': version } };
}

/** In a collection, what is outside of it begins with a slash. */
function optionByWatch<T extends object>(option: T): T {
	const { displayOptions } = option as Partial<INodeProperties>;
	const { '/operation': operations, ...others } = displayOptions?.show ?? {};
	if (operations === undefined) return option;
	return { ...option, displayOptions: { show: { ...others, '/watch': watchedBy(operations) } } };
}

function watchedBy(operations: readonly unknown[]): string[] {
	return Object.entries(WATCHED)
		.filter(([, { option }]) => operations.includes(option.value))
		.map(([name]) => name);
}
