import { toAzure } from './azure';
import * as clouds from './clouds';
import type { StartDestination } from './Destination';
import { toEmail, toOneEmail } from './email';
import { toProftpd, toVsftpd } from './ftp';
import { toNextcloud, toWebDav } from './webDav';

/** All that the destination tests try. */
export const destinations: Readonly<Record<string, StartDestination>> = {
	'Azure Storage': toAzure,
	'FTP to vsftpd': toVsftpd,
	'FTP to ProFTPD': toProftpd,
	Nextcloud: toNextcloud,
	'WebDAV to Apache': toWebDav,
	'a mail for each file': toEmail,
	'one mail for all files': toOneEmail,
	'Google Drive, a folder for each page': clouds.toGoogleDrive,
	'Google Drive, one folder': clouds.toOneGoogleDriveFolder,
	'Google Cloud Storage': clouds.toGoogleCloudStorage,
	'Amazon S3': clouds.toAmazonS3,
	OneDrive: clouds.toOneDrive,
	SharePoint: clouds.toSharePoint,
	Dropbox: clouds.toDropbox,
	Box: clouds.toBox,
};
