export { AmazonS3 } from './AmazonS3';
export { Box } from './Box';
export { startCloud, type Cloud, type StoredFile } from './Cloud';
export { Dropbox } from './Dropbox';
export { GoogleCloudStorage } from './GoogleCloudStorage';
export { GoogleDrive } from './GoogleDrive';
export { MicrosoftDrive, ONE_DRIVE, SHARE_POINT } from './MicrosoftDrive';
export { standInEnvironment } from './standIns';
