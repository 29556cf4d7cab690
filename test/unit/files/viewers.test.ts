import fc from 'fast-check';
import { directForm } from '../../../nodes/NotionFiles/files/viewers';

const ID = '1AbC_dEf-234567890';

test.each([
	[
		`https://drive.google.com/file/d/${ID}/view?usp=sharing`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[
		`https://drive.google.com/file/u/1/d/${ID}/preview`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[
		`https://drive.google.com/a/acme.com/file/d/${ID}/edit`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[
		`https://drive.google.com/open?id=${ID}&authuser=0`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[
		`https://docs.google.com/document/d/${ID}/edit#heading=h.1`,
		`https://docs.google.com/document/d/${ID}/export?format=docx`,
	],
	[
		`https://docs.google.com/spreadsheets/u/0/d/${ID}/edit?gid=0`,
		`https://docs.google.com/spreadsheets/d/${ID}/export?format=xlsx`,
	],
	[
		`https://docs.google.com/presentation/d/${ID}/pub`,
		`https://docs.google.com/presentation/d/${ID}/export/pptx`,
	],
	[
		`https://docs.google.com/drawings/d/${ID}/edit`,
		`https://docs.google.com/drawings/d/${ID}/export/png`,
	],
	[
		'https://www.dropbox.com/s/abc123/Plan.pdf?dl=0',
		'https://www.dropbox.com/s/abc123/Plan.pdf?dl=1',
	],
	[
		'https://dropbox.com/scl/fi/abc/Plan%20B.pdf?rlkey=s3cret&st=x&dl=0',
		'https://www.dropbox.com/scl/fi/abc/Plan%20B.pdf?rlkey=…&dl=1',
	],
	[
		'https://onedrive.live.com/embed?cid=1A&resid=1A%21107&authkey=AbC',
		'https://onedrive.live.com/download?resid=1A!107&authkey=…',
	],
	[
		'https://onedrive.live.com/?id=1A%21107&cid=1A',
		'https://onedrive.live.com/download?resid=1A!107',
	],
	[
		'https://1drv.ms/b/s!AbC?e=XyZ',
		`https://api.onedrive.com/v1.0/shares/u!${Buffer.from('https://1drv.ms/b/s!AbC').toString('base64url')}/root/content`,
	],
	[
		'https://acme.sharepoint.com/:b:/s/Team/EaBc123?e=4%3aXyZ',
		'https://acme.sharepoint.com/:b:/s/Team/EaBc123?download=1',
	],
	[
		'https://acme-my.sharepoint.com/:w:/g/personal/ana_acme_com/EaBc?rtime=1',
		'https://acme-my.sharepoint.com/:w:/g/personal/ana_acme_com/EaBc?download=1',
	],
	[
		`https://drive.google.com/uc?export=download&id=${ID}`,
		`https://drive.usercontent.google.com/download?id=${ID}&export=download&confirm=t`,
	],
	[
		'https://acme.sharepoint.com/sites/Team/_layouts/15/Doc.aspx?sourcedoc=%7B1A2B-3C%7D&file=Plan.docx',
		'https://acme.sharepoint.com/sites/Team/_layouts/15/download.aspx?UniqueId=1A2B-3C',
	],
	[
		'https://acme-my.sharepoint.com/personal/ana/_layouts/15/onedrive.aspx?id=%2Fpersonal%2Fana%2FDocuments%2FPlan%20B.pdf&ga=1',
		'https://acme-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?SourceUrl=/personal/ana/Documents/Plan%20B.pdf',
	],
	[
		`https://docs.google.com/file/d/${ID}/edit`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[`https://docs.google.com/uc?id=${ID}`, `https://drive.google.com/uc?export=download&id=${ID}`],
	[
		`https://drive.google.com/u/0/open?id=${ID}`,
		`https://drive.google.com/uc?export=download&id=${ID}`,
	],
	[
		'https://onedrive.live.com/edit?id=1A%21107&cid=1A',
		'https://onedrive.live.com/download?resid=1A!107',
	],
	[
		'https://acme.sharepoint.com/:x:/r/sites/Team/_layouts/15/Doc.aspx?sourcedoc=%7B1A2B-3C%7D&file=Plan.xlsx',
		'https://acme.sharepoint.com/sites/Team/_layouts/15/download.aspx?UniqueId=1A2B-3C',
	],
	[
		'https://acme.sharepoint.com/sites/Team/Shared%20Documents/Forms/AllItems.aspx?id=%2Fsites%2FTeam%2FShared%20Documents%2FPlan.pdf&parent=%2Fsites',
		'https://acme.sharepoint.com/_layouts/15/download.aspx?SourceUrl=/sites/Team/Shared%20Documents/Plan.pdf',
	],
	[
		'https://acme-my.sharepoint.com/personal/ana/_layouts/15/onedrive.aspx?id=%2Fpersonal%2Fana%2FQ%23A%3F%26.pdf',
		'https://acme-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?SourceUrl=/personal/ana/Q%23A%3F%26.pdf',
	],
])('the direct form of %s is %s', (link, direct) => {
	expect(directForm(link)).toBe(direct);
});

test.each([
	`https://drive.google.com/drive/folders/${ID}`,
	'https://drive.google.com/open',
	'https://docs.google.com/forms/d/e/1/viewform',
	'https://www.dropbox.com/home',
	'https://www.dropbox.com/s/abc123/Plan.pdf?dl=1',
	`https://docs.google.com/document/d/${ID}/export?format=pdf`,
	'https://acme.sharepoint.com/:b:/s/Team/EaBc123?download=1',
	'https://acme.sharepoint.com/sites/Team/_layouts/15/viewlsts.aspx',
	'https://dl.dropboxusercontent.com/s/abc/Plan.pdf',
	'https://onedrive.live.com/about',
	'https://acme.sharepoint.com/sites/Team/Documents/Plan.pdf',
	`https://drive.google.com.evil.example/file/d/${ID}/view`,
	`ftp://drive.google.com/file/d/${ID}/view`,
	'https://docs.google.com/spreadsheets/d/e/2PACX-1vAbC/pubhtml',
	'https://docs.google.com/document/d/e/2PACX-1vAbC/pub',
	'https://acme.sharepoint.com/:f:/s/Team/EaBc123?e=1',
	'https://acme.sharepoint.com/sites/Team/Shared%20Documents/Forms/AllItems.aspx',
	'https://acme-my.sharepoint.com/personal/ana/_layouts/15/onedrive.aspx?id=%2Fpersonal%2Fana%2FDocuments',
	'https://1drv.ms/f/s!AbC',
	'https://1drv.ms/',
	'https://example.com/a.pdf',
	'nonsense',
	'',
])('%s has none', (link) => {
	expect(directForm(link)).toBeUndefined();
});

test('no key of a link gets into its direct form', () => {
	const viewer = fc.constantFrom(
		'https://www.dropbox.com/scl/fi/abc/Plan.pdf?rlkey=',
		'https://onedrive.live.com/embed?resid=1A!107&authkey=',
		'https://acme.sharepoint.com/:b:/s/Team/EaBc?e=',
		`https://drive.google.com/file/d/${ID}/view?resourcekey=`,
	);
	const key = fc.hexaString({ minLength: 20, maxLength: 40 });
	fc.assert(
		fc.property(viewer, key, (link, secret) => {
			expect(directForm(link + secret)).not.toContain(secret);
		}),
	);
});
