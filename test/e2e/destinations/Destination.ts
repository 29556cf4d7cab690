import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { FileOfPage } from './nastyPage';

/** A file as somebody finds it at the destination. */
export interface StoredFile {
	path: string;
	content: Buffer;
}

/** Somewhere to put files, with the example that does it. */
export interface Destination {
	/** The workflow in `examples/`. */
	readonly example: string;

	/** What its user fills in, by the names of the nodes. */
	readonly filledIn: Record<
		string,
		{
			/** Its type and what it contains; nodes may share one. */
			credential?: { type: string; data: ICredentialDataDecryptedObject };
			parameters?: INodeParameters;
		}
	>;

	/** Where the example puts a file; undefined if it leaves it out. */
	pathOf(file: FileOfPage): string | undefined;

	/** Whether n8n sends large files in parts. */
	readonly inParts?: boolean;

	/** Whether all files arrive together, or none of them. */
	readonly allTogether?: boolean;

	/** From now on, the service refuses these files and no others. */
	refuse(files: readonly FileOfPage[]): Promise<void> | void;

	/** All that is there; one file more than once if it is there more than once. */
	stored(): Promise<StoredFile[]> | StoredFile[];

	stop(): Promise<void>;
}

export type StartDestination = () => Promise<Destination>;
