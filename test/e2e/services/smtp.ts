import { once } from 'node:events';
import type { Server } from 'node:net';
import { type AddressInfo } from 'node:net';
import { installNpmServers } from './installNpm';
import type { Service } from './service';

/** A message as its reader gets it. */
export interface Mail {
	subject: string;
	text: string;
	attachments: Array<{ name: string; content: Buffer }>;
}

export interface Smtp extends Service {
	host: string;
	port: number;
	user: string;
	password: string;
	/** All messages that were accepted. */
	readonly mails: Mail[];
	/** Decides which messages are refused. */
	refuses: (mail: Mail) => boolean;
}

/** What is used of smtp-server (`SMTPServer`). */
type SmtpServer = new (options: {
	hideSTARTTLS: boolean;
	allowInsecureAuth: boolean;
	size: number;
	onAuth(login: { username: string; password: string }, session: unknown, done: Done): void;
	onData(stream: NodeJS.ReadableStream, session: unknown, done: Done): void;
}) => { server: Server; listen(port: number, host: string): void; close(done: () => void): void };

type Done = (error: Error | null, result?: unknown) => void;

/** What is used of mailparser. */
type SimpleParser = (source: NodeJS.ReadableStream) => Promise<{
	subject?: string;
	text?: string;
	attachments: Array<{ filename?: string; content: Buffer }>;
}>;

/** An SMTP server (Nodemailer’s) that keeps what it gets. */
export async function startSmtp(): Promise<Smtp> {
	const { require } = await installNpmServers();
	const { SMTPServer } = require('smtp-server') as { SMTPServer: SmtpServer };
	const { simpleParser } = require('mailparser') as { simpleParser: SimpleParser };
	const login = { user: 'ana', password: 'secret' };
	const smtp = new SMTPServer({
		hideSTARTTLS: true,
		allowInsecureAuth: true,
		size: 25 * 1024 * 1024,
		onAuth({ username, password }, _, done) {
			if (username !== login.user || password !== login.password) return done(new Error('No'));
			done(null, { user: username });
		},
		onData(stream, _, done) {
			receive(stream).then(() => done(null), done);
		},
	});
	const service: Smtp = {
		host: '127.0.0.1',
		port: 0,
		...login,
		mails: [],
		refuses: () => false,
		stop: async () => await new Promise((resolve) => smtp.close(resolve)),
	};
	async function receive(stream: NodeJS.ReadableStream): Promise<void> {
		const { subject = '', text = '', attachments } = await simpleParser(stream);
		const files = attachments.map(({ filename = '', content }) => ({ name: filename, content }));
		const mail = { subject, text, attachments: files };
		if (service.refuses(mail)) {
			throw Object.assign(new Error('5.2.2 Mailbox full'), { responseCode: 552 });
		}
		service.mails.push(mail);
	}
	smtp.listen(0, service.host);
	await once(smtp.server, 'listening');
	return Object.assign(service, { port: (smtp.server.address() as AddressInfo).port });
}
