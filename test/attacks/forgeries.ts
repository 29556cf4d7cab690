import {
	block,
	file,
	generatedContent,
	property,
	sha256Of,
	type Page,
	type PageOptions,
	type Sandbox,
	type Upload,
} from '../sandbox';
import { minuteOf } from '../sandbox/clock';

/** What an attacker puts in place of the victim's file. */
export const FORGED = generatedContent(1_500, 'forged');

const SECRET = generatedContent(2_500, 'secret');

/** As anyone can type it. */
const SIGNATURE = 'X-Amz-Date=20260101T000000Z&X-Amz-Expires=999999999&X-Amz-Signature=0123';

/** What is written on the attacker's page. */
export type Forge = (sandbox: Sandbox, secret: Upload) => Partial<PageOptions>;

/** What the attacker's page returns: nothing, the attacker's own bytes, or an error. */
export type Gain = 'nothing' | 'own bytes' | 'an error';

export interface Forgery {
	/** What the attacker does, as a sentence without a full stop. */
	name: string;
	forge: Forge;
	gains: Gain;
}

const onOwnHost = (sandbox: Sandbox, { path }: Upload): string =>
	`${sandbox.external.serve(path, { content: FORGED })}?${SIGNATURE}`;

const onOwnHostThatFails = (sandbox: Sandbox, { path }: Upload): string =>
	`${sandbox.external.serve(path, { content: 'no', status: 404 })}?${SIGNATURE}`;

const atTheStorage = ({ storage }: Sandbox, { path }: Upload): string =>
	`${storage.origin}${path}?${SIGNATURE}`;

/** Every way to write a link on a page. */
export const forgeries: readonly Forgery[] = [
	{
		name: 'An embed leads to the path of the file on another host',
		forge: (...at) => ({ children: [block.embed(onOwnHost(...at))] }),
		gains: 'nothing',
	},
	{
		name: 'An embed leads to the path of the file on another host, which fails',
		forge: (...at) => ({ children: [block.embed(onOwnHostThatFails(...at))] }),
		gains: 'nothing',
	},
	{
		name: 'An embed leads to the file itself, with a made-up signature',
		forge: (...at) => ({ children: [block.embed(atTheStorage(...at))] }),
		gains: 'an error',
	},
	{
		name: 'A block links to the path of the file on another host',
		forge: (...at) => ({ children: [block.pdf(onOwnHost(...at))] }),
		gains: 'own bytes',
	},
	{
		name: 'A property links to the path of the file on another host, under its name',
		forge: (...at) => ({
			properties: { Documents: property.files(file.named('secret.pdf', onOwnHost(...at))) },
		}),
		gains: 'own bytes',
	},
	{
		name: 'A cover links to the path of the file on another host',
		forge: (...at) => ({ cover: onOwnHost(...at) }),
		gains: 'own bytes',
	},
	{
		name: 'An icon links to the path of the file on another host',
		forge: (...at) => ({ icon: onOwnHost(...at) }),
		gains: 'own bytes',
	},
	{
		name: 'A block links to the path of the file on another host, which fails',
		forge: (...at) => ({ children: [block.pdf(onOwnHostThatFails(...at))] }),
		gains: 'an error',
	},
	{
		name: 'A property links to the file itself, with a made-up signature',
		forge: (...at) => ({ properties: { Documents: property.files(atTheStorage(...at)) } }),
		gains: 'an error',
	},
];

/** Who has the first row of the database. */
export type Order = 'victim' | 'attacker';

/** A database with a row of the victim, who has an upload, and one of the attacker. */
export interface Rows {
	readonly databaseId: string;
	readonly secret: Upload;
	readonly victim: Page;
	readonly attacker: Page;
}

export function addRows(sandbox: Sandbox, forge: Forge, first: Order): Rows {
	const { workspace, clock } = sandbox;
	const schema = { Documents: 'files' } as const;
	const parent = workspace.addDatabase({ title: 'Contracts', schema });
	const secret = workspace.upload({ name: 'secret.pdf', content: SECRET });
	const createdTime = (order: Order): string =>
		minuteOf(clock.now() - (order === first ? 20 : 10) * 60_000);
	const victim = workspace.addPage({
		title: 'Victim',
		parent,
		createdTime: createdTime('victim'),
		properties: { Documents: property.files(secret) },
	});
	const attacker = workspace.addPage({
		title: 'Attacker',
		parent,
		createdTime: createdTime('attacker'),
		...forge(sandbox, secret),
	});
	return { databaseId: parent.id, secret, victim, attacker };
}

export const SECRET_SUM = sha256Of(SECRET);
export const FORGED_SUM = sha256Of(FORGED);
