import fc from 'fast-check';
import { asWebAddress, shownLink } from '../../../nodes/NotionFiles/files/links';
import { hostileText } from './hostile';

describe('a link without a scheme', () => {
	test.each([
		['www.example.org/a.png'],
		['WWW.example.org'],
		['cdn.example.org/a.png?v=2#top'],
		['example.org:8080/a.png'],
		['bücher.example/katalog.pdf'],
		['www.example.org?file=a.png'],
	])('is read as https: %s', (link) => {
		expect(asWebAddress(link)).toBe(`https://${link}`);
	});

	test('that begins with two slashes is read as https, too', () => {
		expect(asWebAddress('//cdn.example.org/a.png')).toBe('https://cdn.example.org/a.png');
	});

	test.each([
		['https://example.org/a.png'],
		['HTTP://example.org/a.png'],
		['data:image/png;base64,AAAA'],
		['mailto:ana@example.org'],
		['file:///C:/a.png'],
		['C:\\pictures\\a.png'],
		['a.png'],
		['pictures/a.png'],
		['./a.png'],
		['/a.png'],
		['see www.example.org'],
		['//'],
		['www. example.org/a.png'],
		[''],
	])('differs from links with one and from other text, which stay as they are: %s', (link) => {
		expect(asWebAddress(link)).toBe(link);
	});

	test('is always read as https or left alone', () => {
		fc.assert(
			fc.property(hostileText(), (text) => {
				const address = asWebAddress(text);
				expect([text, `https:${text}`, `https://${text}`]).toContain(address);
				if (address !== text) expect(URL.canParse(address)).toBe(true);
			}),
		);
	});
});

describe('what cannot be read as a link', () => {
	test.each([
		['pictures/a.png', '“pictures/a.png”'],
		['C:\\pictures\\a.png', '“C:\\pictures\\a.png”'],
		[' http:// /a.png?token=1 ', '“http:// /a.png”'],
		['ftp://ana:secret@example.org/a.png', '“…@example.org/a.png”'],
		['https://ana:secret@bad host/a.png#token', '“…@bad host/a.png”'],
		['https://example.org/x/a.png?token=1', 'https://example.org/…/a.png'],
		['data:image/png;base64,AAAA', 'data:image/png,…'],
	])('is shown without anything that may give access: %s', (link, shown) => {
		expect(shownLink(link)).toBe(shown);
	});

	test('is shown short', () => {
		expect(shownLink('x'.repeat(1_000_000)).length).toBeLessThan(200);
	});
});
