import { safeName, splitExtension } from './fileNames';
import { component } from './paths';

/** Letters that are not a base letter with marks, so that decomposing leaves them as they are. */
const LETTERS: Readonly<Record<string, string>> = {
	ß: 'ss',
	ẞ: 'SS',
	æ: 'ae',
	Æ: 'AE',
	œ: 'oe',
	Œ: 'OE',
	ø: 'o',
	Ø: 'O',
	đ: 'd',
	Đ: 'D',
	ð: 'd',
	Ð: 'D',
	þ: 'th',
	Þ: 'Th',
	ł: 'l',
	Ł: 'L',
	ħ: 'h',
	Ħ: 'H',
	ı: 'i',
	'‐': '-',
	'‑': '-',
	'‒': '-',
	'–': '-',
	'—': '-',
	'‘': "'",
	'’': "'",
};

/**
 * A unique name (the last part of a path) in ASCII, for stores that put it into a header: marks are
 * dropped (`Resume 9bc6c6e0.pdf`), and other scripts become `_`. The digits, which keep it unique, and
 * the extension stay.
 */
export function asciiName(uniqueName: string): string {
	const { stem, extension } = splitExtension(uniqueName);
	const end = stem.lastIndexOf(' ');
	const name = ascii(stem.slice(0, end)) || 'file';
	const whole = extension === '' ? withoutExtension(name) : `${name}.${extension}`;
	return component(whole, stem.slice(end + 1));
}

/** In ASCII, a file without an extension must not become one with it: `․ｅｘｅ` is `.exe` then. */
function withoutExtension(name: string): string {
	const safe = safeName(name);
	return splitExtension(safe).extension === '' ? safe : safe.replace(/\.(?=[^.]*$)/, '_');
}

function ascii(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/[^ -~]/gu, (letter) => LETTERS[letter] ?? '\uFFFD')
		.replace(/\uFFFD+/g, '_');
}
