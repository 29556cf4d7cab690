import type { IBinaryData, IExecuteFunctions, INodeType } from 'n8n-workflow';

/** The node, telling of every file as soon as n8n has stored it. */
export function withProgress(node: INodeType, onFile: (file: IBinaryData) => void): INodeType {
	const watched = Object.create(node) as INodeType;
	watched.execute = async function (this: IExecuteFunctions) {
		const helpers = {
			...this.helpers,
			prepareBinaryData: async (...args: Parameters<typeof this.helpers.prepareBinaryData>) => {
				const file = await this.helpers.prepareBinaryData(...args);
				onFile(file);
				return file;
			},
		};
		const context = Object.create(this, { helpers: { value: helpers } }) as IExecuteFunctions;
		return (await node.execute?.call(context)) ?? [];
	};
	return watched;
}

/** One line that counts up on a terminal; a line for each file elsewhere. */
export function progressLine(): { file(file: IBinaryData): void; end(): void } {
	const live = process.stdout.isTTY === true;
	let files = 0;
	let bytes = 0;
	return {
		file({ fileName, bytes: size }) {
			files += 1;
			bytes += size ?? 0;
			const line = `  ${files} files, ${(bytes / 1024).toFixed(0)} KiB  ${fileName ?? ''}`;
			process.stdout.write(live ? `\r\u001b[K${line}` : `${line}\n`);
		},
		end() {
			if (live) process.stdout.write('\r\u001b[K');
		},
	};
}
