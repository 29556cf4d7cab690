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

function isOurs({ name }: { name: string }): boolean {
	return !NOT_OURS.has(name);
}

function shownByWatch(property: INodeProperties): INodeProperties {
	const { operation: operations = [], ...others } = property.displayOptions?.show ?? {};
	const watched = Object.entries(WATCHED)
		.filter(([, { option }]) => operations.includes(option.value))
		.map(([name]) => name);
	return { ...property, displayOptions: { show: { ...others, watch: watched } } };
}

/** Shown in every operation, and so always: the trigger has none. */
function withOurOptions(property: INodeProperties): INodeProperties {
	return {
		...property,
		displayOptions: ofVersion(property),
		...(property.type === 'collection' ? { options: property.options?.filter(isOurs) } : {}),
	};
}

function ofVersion({ displayOptions }: INodeProperties): INodeProperties['displayOptions'] {
	const version = displayOptions?.show?.['@version'];
	return version && { show: { '@version': version } };
}
