import { block, type Block, type Page, type Sandbox, type Upload } from '../../sandbox';

/** A file of the page, with the names that Notion Files gives it. */
export interface FileOfPage {
	/** In Notion. */
	name: string;
	content: Buffer;
	fileId: string;
	fileName: string;
	path: string;
	directory: string;
	uniqueName: string;
	flatName: string;
}

const EMPTY = 'empty.txt';

/** Names in Notion, and what is left of them in `uniqueName`, before the digits. */
export const NASTY_NAMES: ReadonlyArray<readonly [string, string]> = [
	['Report #3.pdf', 'Report _3.pdf'],
	['Report #4.pdf', 'Report _4.pdf'],
	['Q&A 100% = +1 %41.txt', 'Q&A 100_ = +1 _41.txt'],
	["it's (so) [odd] {here}, ~ ^ ` ! $ ; @.txt", "it's (so) [odd] {here}, ~ ^ ` ! $ ; @.txt"],
	['“quoted” and "straight" – it’s.txt', '“quoted” and _straight_ – it’s.txt'],
	['📎 👩‍👩‍👧 fam.png', '📎 👩‍👩‍👧 fam.png'],
	['Re\u0301sume\u0301.pdf', 'Résumé.pdf'],
	['履歴書 田中.pdf', '履歴書 田中.pdf'],
	['Список – ёлка.txt', 'Список – ёлка.txt'],
	['.env', '.env'],
	['LICENSE', 'LICENSE'],
	[`${'長'.repeat(130)}.pdf`, `${'長'.repeat(62)}.pdf`],
	[EMPTY, EMPTY],
	['image.png', 'image.png'],
	['image.png', 'image.png'],
	['IMAGE.PNG', 'IMAGE.PNG'],
];

const TITLES = ['R&D: what’s “new”? #1, 100% 新', 'Résumés / 履歴書'] as const;

const BELOW = ['on the page below.txt', 'image.png'];

/** What services refuse in the first night: one in the middle, those with the same name, one of the other page. */
export const REFUSED: readonly string[] = ['履歴書 田中.pdf', 'image.png', 'on the page below.txt'];

/** A page with a child page, whose files have all the names that cause trouble. */
export class NastyPage {
	readonly page: Page;

	/** In the order in which Notion Files returns them. */
	readonly uploads: Upload[] = [];

	constructor(private readonly sandbox: Sandbox) {
		const { workspace } = sandbox;
		this.page = workspace.addPage({ title: TITLES[0] });
		for (const [name] of NASTY_NAMES) this.addFile(name);
		const children = BELOW.map((name) => this.fileBlock(name));
		workspace.addPage({ title: TITLES[1], parent: this.page, children });
	}

	addFile(name: string, content?: Buffer): void {
		this.sandbox.workspace.addBlocks(this.page, [this.fileBlock(name, content)]);
	}

	private fileBlock(name: string, content = this.contentFor(name)): Block {
		const upload = this.sandbox.workspace.upload({ name, content });
		this.uploads.push(upload);
		return block.file(upload);
	}

	private contentFor(name: string): Buffer {
		return name === EMPTY ? Buffer.of() : bytesFor(`${this.uploads.length}: ${name}`);
	}
}

/** With what transfers in the form of text would change, or take for their end. */
function bytesFor(text: string): Buffer {
	const hard = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x2e, 0x0d, 0x0a, 0x0a, 0x0d, 0x1a, 0xc3, 0x28]);
	return Buffer.concat(Array.from({ length: 40 }, () => Buffer.concat([Buffer.from(text), hard])));
}
