import { requestHeaders } from '../../sandbox/storage/s3Errors';
import type { Fault } from '../../sandbox';
import { at, failing, whole, type Row, type Table } from '../../faults/row';
import { LINKABLE, type Place } from '../../faults/scene/places';
import { spoil, spoilHosted, type Provoke } from '../../faults/scene/spoil';
import { hostedFailing } from '../../faults/tables/hosted';
import { STORAGE_MARKS } from '../../faults/tables/s3';

type Headers = Readonly<Record<string, string>>;

const answer = (type: string, body: string, headers: Headers = {}): Fault => ({
	type: 'status',
	status: 200,
	body,
	headers: { 'content-type': type, ...headers },
});

const PAGE = '<!doctype html><title>Blocked</title><p>This download was blocked.';
const JSON_ERROR = '{"error":"quota exceeded"}';
const S3_ERROR =
	'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code></Error>';

const TYPES: ReadonlyArray<readonly [string, Fault]> = [
	['a gateway’s web page', answer('text/html', PAGE)],
	['a gateway’s web page, with an ETag', answer('text/html', PAGE, { etag: '"5f1-60a2"' })],
	['JSON', answer('application/json', JSON_ERROR)],
	['an error of S3 in XML', answer('application/xml', S3_ERROR, requestHeaders())],
	['text with the media type of the file', answer('application/pdf', 'No route to the storage')],
	['nothing at all', answer('application/pdf', '')],
];

const insteadOfTheStorage = hostedFailing('hostUnavailable', {
	says: /Something else answered in place of/,
});

/** A login page, to which the network redirects everybody who has not logged in. */
const portal: Provoke = (scene) => {
	const location = scene.sandbox.external.serveHtml('/login', 'Welcome to the network');
	spoilHosted({ type: 'status', status: 302, headers: { location } }, { times: 'forever' })(scene);
};

const instead: readonly Row[] = [
	...TYPES.flatMap(([words, fault]): Row[] => [
		{
			name: `Something in place of Notion’s storage sends ${words}, with status 200, twice`,
			provoke: spoilHosted(fault, { times: 2 }),
			expect: whole,
		},
		{
			name: `Something in place of Notion’s storage sends ${words}, with status 200, every time`,
			provoke: spoilHosted(fault, { times: 'forever' }),
			expect: insteadOfTheStorage,
		},
	]),
	{
		name: 'The network redirects from Notion’s storage to its login page',
		provoke: portal,
		expect: insteadOfTheStorage,
	},
	{
		name: 'The object in Notion’s storage is empty',
		scene: { size: 0 },
		provoke: () => {},
		expect: whole,
	},
];

/** Where a block or a cover shows the file as its own kind. */
const SHOWN: readonly Place[] = ['cover', 'icon', 'block', 'blockIcon', 'comment'];

const TEXTS: ReadonlyArray<readonly [string, Fault]> = [
	['JSON', answer('application/json', JSON_ERROR, STORAGE_MARKS)],
	['XML', answer('application/xml', S3_ERROR, STORAGE_MARKS)],
	['plain text', answer('text/plain', 'Quota exceeded', STORAGE_MARKS)],
];

const text = { says: /returned text \(.*\) instead of the file/ };

const ofAnotherKind: readonly Row[] = TEXTS.flatMap(([words, fault]): Row[] => [
	{
		name: `Notion’s storage has ${words} in place of an image or a PDF`,
		scene: { places: SHOWN },
		provoke: spoil(fault, { times: 'forever' }),
		expect: failing('fileRefused', text),
	},
	{
		name: `A link in place of an image or a PDF leads to ${words}`,
		scene: { allExternal: true, places: LINKABLE },
		provoke: spoil(fault, { times: 'forever' }),
		expect: failing('fileRefused', text),
	},
	{
		name: `One link leads to ${words}, and no other file is affected`,
		provoke: spoil(fault, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: at(['external'], { code: 'fileRefused', ...text }) },
	},
]);

export const notTheFile: Table = {
	title: 'Something other than the file, with status 200',
	rows: [...instead, ...ofAnotherKind],
};
