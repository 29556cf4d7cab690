import { startSmtp } from '../services';
import type { Destination } from './Destination';
import type { FileOfPage } from './nastyPage';

/** Each file in a mail of its own. */
export async function toEmail(): Promise<Destination> {
	return await toMailbox('send-new-files-by-email.json');
}

/** All files of a run in one mail. */
export async function toOneEmail(): Promise<Destination> {
	return { ...(await toMailbox('send-new-files-in-one-email.json')), allTogether: true };
}

async function toMailbox(example: string): Promise<Destination> {
	const smtp = await startSmtp();
	const { host, port, user, password } = smtp;
	const data = { host, port, user, password, secure: false, disableStartTls: true };
	return {
		example,
		filledIn: {
			'Send Email': {
				credential: { type: 'smtp', data },
				parameters: { fromEmail: 'n8n@example.com', toEmail: 'ana@example.com' },
			},
		},
		pathOf: ({ fileName }: FileOfPage) => fileName,
		refuse(files) {
			const refused = files.map(({ content }) => content);
			smtp.refuses = ({ attachments }) =>
				attachments.some(({ content }) => refused.some((one) => one.equals(content)));
		},
		stored: () =>
			smtp.mails.flatMap(({ attachments }) =>
				attachments.map(({ name, content }) => ({ path: name, content })),
			),
		stop: async () => await smtp.stop(),
	};
}
