import {
	block,
	generatedContent,
	property,
	sha256Of,
	type Block,
	type Database,
	type DataSource,
	type Page,
	type Sandbox,
	type Upload,
} from '../../sandbox';

const DOCUMENTS = 'Documents';

interface Row {
	page: Page;
	documents: Upload[];
	image: { block: Block; upload: Upload } | undefined;
}

/** A database that people work in: files are added, replaced and removed. */
export class Invoices {
	readonly database: Database & { readonly dataSource: DataSource };

	private readonly rows: Row[] = [];

	private readonly removed: Upload[] = [];

	private uploads = 0;

	constructor(
		private readonly sandbox: Sandbox,
		rows: number,
	) {
		const schema = { [DOCUMENTS]: 'files' } as const;
		this.database = sandbox.workspace.addDatabase({ title: 'Invoices', schema });
		for (let n = 0; n < rows; n++) this.addRow();
	}

	/** Each file that is there now, as name and content. */
	get files(): string[] {
		return this.rows.flatMap(uploadsOf).map(fileIn).sort();
	}

	/** Each file that was there and no longer is. */
	get removedFiles(): string[] {
		return this.removed.map(fileIn).sort();
	}

	/** A row with a file in a property and, in two of three rows, one in its content. */
	addRow(): void {
		const { workspace } = this.sandbox;
		const number = this.rows.length + 1;
		const document = this.upload(`invoice ${number}.pdf`);
		const upload = number % 3 > 0 ? this.upload(`receipt ${number}.png`) : undefined;
		const image = upload && { block: block.image(upload), upload };
		const children = image ? [block.toggle('Receipt', [image.block])] : [];
		const properties = { [DOCUMENTS]: property.files(document) };
		const title = `Invoice ${number}`;
		const page = workspace.addPage({ title, parent: this.database, properties, children });
		this.rows.push({ page, documents: [document], image });
	}

	/** One more file in the property of a row. */
	addDocument(index: number): void {
		const row = this.row(index);
		this.setDocuments(row, [...row.documents, this.upload(`reminder ${index}.pdf`)]);
	}

	/** Replaces the first file of a row's property with another version of the same name. */
	replaceDocument(index: number): void {
		const row = this.row(index);
		const [old, ...others] = row.documents;
		if (old === undefined) throw new Error(`Row ${index} has no document`);
		this.removed.push(old);
		this.setDocuments(row, [this.upload(old.name), ...others]);
	}

	replaceImage(index: number): void {
		const row = this.row(index);
		if (row.image === undefined) throw new Error(`Row ${index} has no image`);
		this.removed.push(row.image.upload);
		const upload = this.upload(row.image.upload.name);
		this.sandbox.workspace.editBlock(row.image.block, block.image(upload));
		row.image = { block: row.image.block, upload };
	}

	removeDocuments(index: number): void {
		const row = this.row(index);
		this.removed.push(...row.documents);
		this.setDocuments(row, []);
	}

	removeRow(index: number): void {
		const row = this.row(index);
		this.removed.push(...uploadsOf(row));
		row.documents = [];
		row.image = undefined;
		this.sandbox.workspace.trash(row.page);
	}

	private row(index: number): Row {
		const row = this.rows[index];
		if (row === undefined) throw new Error(`There is no row ${index}`);
		return row;
	}

	private setDocuments(row: Row, documents: Upload[]): void {
		row.documents = documents;
		this.sandbox.workspace.setProperty(row.page, DOCUMENTS, property.files(...documents));
	}

	private upload(name: string): Upload {
		this.uploads += 1;
		const content = generatedContent(1_000 + 397 * this.uploads, `file ${this.uploads}`);
		return this.sandbox.workspace.upload({ name, content });
	}
}

function uploadsOf({ documents, image }: Row): Upload[] {
	return image ? [...documents, image.upload] : documents;
}

function fileIn({ name, content }: Upload): string {
	return `${name} ${sha256Of(content)}`;
}
