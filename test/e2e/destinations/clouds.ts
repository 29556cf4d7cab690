import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import {
	AmazonS3,
	Box,
	Dropbox,
	GoogleCloudStorage,
	GoogleDrive,
	MicrosoftDrive,
	ONE_DRIVE,
	SHARE_POINT,
	startCloud,
	type Cloud,
} from '../services/cloud';
import type { OAuth2 } from '../services/cloud/OAuth2';
import type { Destination } from './Destination';
import type { FileOfPage } from './nastyPage';

type PathOf = Destination['pathOf'];

export async function toGoogleDrive(): Promise<Destination> {
	const drive = new GoogleDrive();
	const credential = connected('googleDriveOAuth2Api', drive);
	const filter = { folderId: locator('list', drive.backup), whatToSearch: 'folders' };
	const to = await start(
		drive,
		unlessEmpty(({ path }) => `Notion/${path}`),
	);
	return {
		...to,
		inParts: true,
		example: 'back-up-to-google-drive.json',
		filledIn: {
			'Existing Folders': { credential, parameters: { filter } },
			'Create Folder': { credential },
			'Upload to Google Drive': { credential },
		},
		stored() {
			const folders = drive.folders();
			// It would keep both of two folders with the same name.
			expect(folders).toHaveLength(new Set(folders).size);
			return drive.files();
		},
	};
}

export async function toOneGoogleDriveFolder(): Promise<Destination> {
	const drive = new GoogleDrive();
	const parameters = { folderId: locator('list', drive.backup) };
	return {
		...(await start(
			drive,
			unlessEmpty(({ flatName }) => `Notion/${flatName}`),
		)),
		inParts: true,
		example: 'back-up-to-google-drive-flat.json',
		filledIn: uploadTo('Google Drive', connected('googleDriveOAuth2Api', drive), parameters),
	};
}

export async function toGoogleCloudStorage(): Promise<Destination> {
	const storage = new GoogleCloudStorage();
	const credential = connected('googleCloudStorageOAuth2Api', storage);
	return {
		...(await start(
			storage,
			unlessEmpty(({ path }) => path),
		)),
		inParts: true,
		example: 'back-up-to-google-cloud-storage.json',
		filledIn: uploadTo('Google Cloud Storage', credential, { bucketName: storage.bucket }),
	};
}

export async function toOneDrive(): Promise<Destination> {
	const drive = new MicrosoftDrive(ONE_DRIVE);
	return {
		...(await start(drive, ({ path }) => `Notion/${path}`)),
		example: 'back-up-to-onedrive.json',
		filledIn: uploadTo('OneDrive', connected('microsoftOneDriveOAuth2Api', drive)),
	};
}

export async function toSharePoint(): Promise<Destination> {
	const drive = new MicrosoftDrive(SHARE_POINT);
	const credential = connected('microsoftSharePointOAuth2Api', drive, { subdomain: 'contoso' });
	return {
		...(await start(drive, ({ path }) => `Notion/${path}`)),
		example: 'back-up-to-sharepoint.json',
		filledIn: uploadTo('SharePoint', credential),
	};
}

export async function toDropbox(): Promise<Destination> {
	const dropbox = new Dropbox();
	const credential = connected('dropboxOAuth2Api', dropbox, { accessType: 'full' });
	return {
		...(await start(dropbox, ({ path }) => `Notion/${path}`)),
		example: 'back-up-to-dropbox.json',
		filledIn: uploadTo('Dropbox', credential),
	};
}

export async function toBox(): Promise<Destination> {
	const box = new Box();
	return {
		...(await start(box, ({ flatName }) => `Notion/${flatName}`)),
		example: 'back-up-to-box.json',
		filledIn: uploadTo('Box', connected('boxOAuth2Api', box), { parentId: box.backup }),
	};
}

export async function toAmazonS3(): Promise<Destination> {
	const s3 = new AmazonS3();
	const credential = { type: 'aws', data: { ...s3.account } };
	return {
		...(await start(
			s3,
			unlessEmpty(({ path }) => path),
		)),
		inParts: true,
		example: 'back-up-to-aws-s3.json',
		filledIn: uploadTo('Amazon S3', credential, { bucketName: s3.bucket }),
		stored() {
			expect(s3.unfinished).toBe(0);
			return s3.files();
		},
	};
}

async function start(cloud: Cloud, pathOf: PathOf) {
	const { stop } = await startCloud(cloud);
	return {
		pathOf,
		refuse(files: readonly FileOfPage[]) {
			const paths = new Set(files.map(pathOf));
			cloud.refuses = (path) => paths.has(path);
		},
		stored: () => cloud.files(),
		stop,
	};
}

interface Credential {
	type: string;
	data: ICredentialDataDecryptedObject;
}

function connected(
	type: string,
	{ oauth }: { oauth: OAuth2 },
	more: ICredentialDataDecryptedObject = {},
): Credential {
	return { type, data: { ...oauth.credentialData, ...more } };
}

function uploadTo(
	service: string,
	credential: Credential,
	parameters: INodeParameters = {},
): Destination['filledIn'] {
	return { [`Upload to ${service}`]: { credential, parameters } };
}

/** For nodes that cannot upload files of 0 bytes: the example leaves them out. */
function unlessEmpty(pathOf: PathOf): PathOf {
	return (file) => (file.content.length === 0 ? undefined : pathOf(file));
}
