import { zip, type ZipEntry } from './zip';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const KIND = 'application/vnd.openxmlformats-officedocument';

/** A Word document: one paragraph for each line, the first one bold. */
export function docx(lines: readonly string[]): Buffer {
	const paragraph = (line: string, index: number) =>
		`<w:p><w:r>${index === 0 ? '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>' : ''}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`;
	const body = lines.map(paragraph).join('');
	return zip([
		contentTypes([['/word/document.xml', `${KIND}.wordprocessingml.document.main+xml`]]),
		relations('_rels/.rels', [['officeDocument', 'word/document.xml']]),
		{
			name: 'word/document.xml',
			content: `${XML}<w:document xmlns:w="${WORD}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
		},
	]);
}

/** An Excel workbook of one sheet. */
export function xlsx(sheetName: string, rows: readonly (readonly (string | number)[])[]): Buffer {
	return zip([
		contentTypes([
			['/xl/workbook.xml', `${KIND}.spreadsheetml.sheet.main+xml`],
			['/xl/worksheets/sheet1.xml', `${KIND}.spreadsheetml.worksheet+xml`],
		]),
		relations('_rels/.rels', [['officeDocument', 'xl/workbook.xml']]),
		{
			name: 'xl/workbook.xml',
			content: `${XML}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		},
		relations('xl/_rels/workbook.xml.rels', [['worksheet', 'worksheets/sheet1.xml']]),
		{
			name: 'xl/worksheets/sheet1.xml',
			content: `${XML}<worksheet xmlns="${SHEET}"><sheetData>${rows.map(sheetRow).join('')}</sheetData></worksheet>`,
		},
	]);
}

function sheetRow(cells: readonly (string | number)[], row: number): string {
	return `<row r="${row + 1}">${cells.map((cell, column) => sheetCell(cell, row, column)).join('')}</row>`;
}

function sheetCell(cell: string | number, row: number, column: number): string {
	const reference = `${String.fromCharCode(65 + column)}${row + 1}`;
	return typeof cell === 'number'
		? `<c r="${reference}"><v>${cell}</v></c>`
		: `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
}

function contentTypes(overrides: readonly (readonly [string, string])[]): ZipEntry {
	const parts = overrides
		.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
		.join('');
	return {
		name: '[Content_Types].xml',
		content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts}</Types>`,
	};
}

function relations(name: string, targets: readonly (readonly [string, string])[]): ZipEntry {
	const entries = targets
		.map(
			([type, target], index) =>
				`<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
		)
		.join('');
	return {
		name,
		content: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries}</Relationships>`,
	};
}

function escapeXml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}
