import type { StartDestination } from './Destination';
import { toProftpd, toVsftpd } from './ftp';

/** All that the destination tests try. */
export const destinations: Readonly<Record<string, StartDestination>> = {
	'FTP, vsftpd': toVsftpd,
	'FTP, ProFTPD': toProftpd,
};
