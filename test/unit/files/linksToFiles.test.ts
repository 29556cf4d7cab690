import { leadsToFile } from '../../../nodes/NotionFiles/files/links';

test.each([
	'https://example.com/a.pdf',
	'http://example.com/a.DOCX?download=0#top',
	'https://example.com/archive/backup.tar.gz',
	'https://example.com/data/notes.txt',
	'https://example.com/design.sketch',
	'https://example.com/Schr%C3%B6dinger.pdf',
	'https://player.vimeo.com/external/1.hd.mp4',
])('%s leads to a file', (url) => {
	expect(leadsToFile(url)).toBe(true);
});

test.each([
	'https://example.com',
	'https://example.com/',
	'https://example.pdf',
	'https://example.com/.pdf',
	'https://example.com/a.pdf/',
	'https://example.com/index.html',
	'https://example.com/download.aspx',
	'https://example.com/mail.nsf',
	'https://example.com/service.svc',
	'https://example.com/viewer.jsp;jsessionid=0A.pdf',
	'https://github.com/acme/app/blob/main/Main.kt',
	'https://example.com/team/Mr.T',
	'https://en.wikipedia.org/wiki/Node.js',
	'https://github.com/acme/handbook/blob/main/README.md',
	'https://example.com/releases/v1.2',
	'https://vimeo.com/report.pdf',
	'ftp://example.com/a.pdf',
	'data:application/pdf;base64,JVBERi0=',
	'a.pdf',
	'',
])('%s does not', (url) => {
	expect(leadsToFile(url)).toBe(false);
});
