/** A CSV with the byte order mark that spreadsheets need to see the accents. */
export function csv(rows: readonly (readonly string[])[]): Buffer {
	const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
	const lines = rows.map((cells) => `${cells.map(quote).join(',')}\r\n`);
	return Buffer.from(`\ufeff${lines.join('')}`, 'utf8');
}

/** A page of HTML with a heading and paragraphs. */
export function html(title: string, paragraphs: readonly string[]): Buffer {
	const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
	return Buffer.from(
		`<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${body}\n</body>\n</html>\n`,
		'utf8',
	);
}

/** An SVG of one disc for each colour, side by side. */
export function svgPalette(colours: readonly string[]): Buffer {
	const discs = colours
		.map((colour, index) => `<circle cx="${60 + index * 100}" cy="60" r="44" fill="${colour}"/>`)
		.join('\n\t');
	const width = 20 + colours.length * 100;
	return Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="120" viewBox="0 0 ${width} 120">\n\t${discs}\n</svg>\n`,
		'utf8',
	);
}
