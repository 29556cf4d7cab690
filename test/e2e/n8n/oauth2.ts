import type { RestClient } from './RestClient';

/**
 * Connects an OAuth2 credential as people do who click “Connect my account” and then “Allow access”:
 * the browser goes from n8n to the authorization server, and back to n8n.
 * @returns the address at the authorization server
 */
export async function connectAccount(client: RestClient, credentialId: string): Promise<URL> {
	const browser = new Browser(client);
	const path = `/rest/oauth2-credential/auth?id=${credentialId}`;
	const { data } = (await (await browser.get(`${client.url}${path}`)).json()) as { data: string };
	const allowed = await browser.get(data);
	const callback = allowed.headers.get('location');
	if (callback === null) throw new Error(`${allowed.status} ${await allowed.text()}`);
	const page = await (await browser.get(callback)).text();
	if (page.includes('<h4>Error: ')) throw new Error(`n8n says: ${page}`);
	return new URL(data);
}

/** Keeps n8n's cookies, follows nothing by itself, and sends them to nobody else. */
class Browser {
	private readonly cookies = new Map<string, string>();

	constructor(private readonly client: RestClient) {
		this.keep(client.session.cookie);
	}

	async get(url: string): Promise<Response> {
		const atN8n = url.startsWith(this.client.url);
		const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
		const headers = new Headers();
		if (atN8n) headers.set('cookie', cookie);
		// The editor sends it; a user who returns from elsewhere is a plain visitor.
		if (atN8n && !url.includes('/callback'))
			headers.set('browser-id', this.client.session.browserId);
		const response = await fetch(url, { redirect: 'manual', headers });
		if (atN8n) response.headers.getSetCookie().forEach((line) => this.keep(line));
		return response;
	}

	private keep(line: string): void {
		const [pair = ''] = line.split(';');
		const mark = pair.indexOf('=');
		this.cookies.set(pair.slice(0, mark), pair.slice(mark + 1));
	}
}
