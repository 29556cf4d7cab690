import { join, sep } from 'node:path';
import { filesBelow } from '../folders';
import { type Service, startService } from './service';

export interface S3 extends Service {
	endpoint: string;
	region: string;
	bucket: string;
	accessKeyId: string;
	secretAccessKey: string;
	/** The keys of all objects, sorted. */
	keys(): string[];
	/** An object as any client gets it. */
	get(key: string): Promise<{ content: Buffer; contentType: string | null }>;
	put(key: string, content: Buffer): Promise<void>;
}

// The account that the server has by default.
const ACCOUNT = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
// How the server's file of an object is named: its key, and this.
const OBJECT = '._S3rver_object';
const PROGRAM = `
	const [s3rver, settings] = process.argv.slice(1);
	const S3rver = require(s3rver);
	new S3rver(JSON.parse(settings)).run().then(({ port }) => console.log('listening on ' + port));
`;

/**
 * An S3 server that checks signatures (version 4), as the original s3rver does not: its fork
 * @20minutes/s3rver. Keys may have about 230 bytes between slashes, since it makes files of them.
 *
 * @param s3rver where its package is
 */
export async function startS3({ s3rver }: { s3rver: string }, bucket = 'backup'): Promise<S3> {
	const { folder, readiness, stop } = await startService({ name: 's3' }, ({ path }) => {
		const settings = {
			address: '127.0.0.1',
			port: 0,
			directory: path,
			configureBuckets: [{ name: bucket }],
			vhostBuckets: false,
			silent: true,
		};
		return {
			file: process.execPath,
			args: ['-e', PROGRAM, s3rver, JSON.stringify(settings)],
			comesWith: 'Node.js',
			ready: /listening on (\d+)/,
		};
	});
	const endpoint = `http://127.0.0.1:${readiness[1]}`;
	return { endpoint, region: 'us-east-1', bucket, ...ACCOUNT, keys, get, put, stop };

	// The server's own listing escapes keys twice.
	function keys(): string[] {
		return filesBelow(join(folder, bucket))
			.filter((file) => file.endsWith(OBJECT))
			.map((file) => file.slice(0, -OBJECT.length).split(sep).join('/'))
			.sort();
	}

	async function get(key: string): ReturnType<S3['get']> {
		const response = await send('GET', key);
		const content = Buffer.from(await response.arrayBuffer());
		return { content, contentType: response.headers.get('content-type') };
	}

	async function put(key: string, content: Buffer): Promise<void> {
		await send('PUT', key, content);
	}

	/** Unsigned: the server checks a signature if there is one, but does not require one. */
	async function send(method: string, key: string, body?: Buffer): Promise<Response> {
		const path = key.split('/').map(encodeURIComponent).join('/');
		const response = await fetch(`${endpoint}/${bucket}/${path}`, {
			method,
			// A server closes idle connections, at times just when one is used again.
			headers: { connection: 'close' },
			body: body ?? null,
		});
		if (response.ok) return response;
		throw new Error(`S3 answers ${response.status} to ${method} ${key}`);
	}
}
