/** A PDF of one page: a title and lines of text in the characters of Western Europe. */
export function pdf(title: string, lines: readonly string[]): Buffer {
	const text = [
		'BT',
		`/F2 22 Tf 72 760 Td (${escapeText(title)}) Tj`,
		'/F1 12 Tf 0 -36 Td 18 TL',
		...lines.map((line) => `(${escapeText(line)}) Tj T*`),
		'ET',
	].join('\n');
	return assemble([
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
		`<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
	]);
}

/** Numbers the objects and writes the table of their offsets. */
function assemble(objects: readonly string[]): Buffer {
	// The comment of high bytes tells transfer programs that the file is binary.
	let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
	const offsets: number[] = [];
	for (const [index, object] of objects.entries()) {
		offsets.push(file.length);
		file += `${index + 1} 0 obj\n${object}\nendobj\n`;
	}
	const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	const count = objects.length + 1;
	const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
	return Buffer.from(`${file}xref\n0 ${count}\n0000000000 65535 f \n${rows}${trailer}`, 'latin1');
}

function escapeText(text: string): string {
	return text.replace(/[\\()]/g, '\\$&');
}
