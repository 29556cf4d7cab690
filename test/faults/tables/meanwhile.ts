import { block, file, icon, property, type Comment, type Upload } from '../../sandbox';
import { whole, type Row, type Table } from '../row';
import { whenAllAsked } from '../scene/moments';
import { HOSTED } from '../scene/places';
import type { Scene } from '../scene/scene';
import { spoilHosted, type Provoke } from '../scene/spoil';
import { hostedFailing } from './hosted';
import { EXPIRED } from './s3';

/** Gives a comment other attachments; one without an upload has no link. */
function attach({ attachments }: Comment, ...uploads: Array<Upload | undefined>): void {
	const category = 'productivity';
	attachments.splice(0, Infinity, ...uploads.map((upload) => ({ category, upload }) as const));
}

/** What happens in Notion once all files are known and their links are found to be dead. */
function meanwhile(act: (scene: Scene) => void): Provoke {
	return (scene) => {
		const until = whenAllAsked(scene, HOSTED, () => act(scene));
		void spoilHosted([{ type: 'hold', until }, EXPIRED])(scene);
	};
}

const changes: readonly Row[] = [
	{
		name: 'Files move within their property, and blocks within their page, while links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, comment, ...scene }) => {
			const other = workspace.upload({ name: 'other.pdf', content: 'other' });
			const upload = (place: 'property' | 'rollup') => scene.file(place).upload ?? other;
			workspace.setProperty(page, 'Documents', property.files(other, upload('property')));
			workspace.setProperty(person, 'CV', property.files(other, upload('rollup')));
			workspace.addBlocks(page, [block.paragraph('new')], 0);
			blocks.toggle.children.reverse();
			page.children.reverse();
			attach(comment, other, scene.file('comment').upload);
		}),
		expect: whole,
	},
	{
		name: 'Files are removed from Notion while their links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, comment }) => {
			workspace.edit(page, { cover: null, icon: icon.emoji('😀') });
			workspace.setProperty(page, 'Documents', property.files());
			workspace.setProperty(person, 'CV', property.files());
			workspace.editBlock(blocks.block, block.paragraph('no longer a file'));
			workspace.editBlock(blocks.blockIcon, block.callout('Note'));
			workspace.editBlock(blocks.embed, block.embed('https://example.com/'));
			attach(comment);
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'Files are replaced by others with the same name while their links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, comment, file: at }) => {
			const other = (place: Parameters<typeof at>[0]) =>
				workspace.upload({ name: at(place).name, content: `another ${place}` });
			workspace.edit(page, { cover: other('cover'), icon: other('icon') });
			workspace.setProperty(page, 'Documents', property.files(other('property')));
			workspace.setProperty(person, 'CV', property.files(other('rollup')));
			workspace.editBlock(blocks.block, block.pdf(other('block')));
			workspace.editBlock(blocks.blockIcon, block.callout('Note', other('blockIcon')));
			workspace.editBlock(blocks.embed, block.embed(other('embed')));
			attach(comment, other('comment'));
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'Notion returns the files without links when these have to be renewed',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, comment }) => {
			const bare = file.withoutUrl();
			workspace.edit(page, { cover: bare, icon: bare });
			workspace.setProperty(page, 'Documents', property.files(bare));
			workspace.setProperty(person, 'CV', property.files(bare));
			workspace.editBlock(blocks.block, block.pdf(bare));
			workspace.editBlock(blocks.blockIcon, block.callout('Note', bare));
			workspace.editBlock(blocks.embed, block.embed('https://example.com/'));
			attach(comment, undefined);
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'The page is moved to the trash while links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page }) => workspace.trash(page)),
		expect: whole,
	},
	{
		name: 'The page is deleted permanently while links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page }) => workspace.remove(page)),
		expect: hostedFailing('notShared', { httpStatus: 404 }),
	},
	{
		name: 'The page is no longer shared while links expire',
		provoke: meanwhile(({ sandbox: { workspace }, page }) =>
			workspace.edit(page, { shared: false }),
		),
		expect: hostedFailing('notShared', { httpStatus: 404 }),
	},
];

const renewals: readonly Row[] = [
	{
		name: 'Notion fails once when the links have to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			[1, 2, 3].forEach((n) =>
				sandbox.faults.add({
					on: { server: 'api', nth: n },
					fault: { type: 'notionError', status: 503, code: 'service_unavailable' },
				}),
			),
		),
		expect: whole,
	},
	{
		name: 'Notion’s request limit is reached when the links have to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			sandbox.faults.add({
				on: { server: 'api' },
				fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 120 },
			}),
		),
		expect: whole,
		longestWait: 120_000,
	},
	{
		name: 'Notion is down when the links have to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			sandbox.faults.add({
				on: { server: 'api' },
				times: 'forever',
				fault: { type: 'notionError', status: 500, code: 'internal_server_error' },
			}),
		),
		expect: hostedFailing('notionUnavailable', { httpStatus: 500 }),
	},
	{
		name: 'The token is revoked when the links have to be renewed',
		provoke: meanwhile(({ sandbox }) => {
			sandbox.settings.token = 'another';
		}),
		expect: hostedFailing('unauthorized', { httpStatus: 401 }),
	},
];

export const meanwhileInNotion: Table = {
	title: 'Changes in Notion while links expire',
	rows: [...changes, ...renewals],
};
