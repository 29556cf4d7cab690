export { startProftpd, startVsftpd, type Ftp } from './ftp';
export { givenByTools, startOpenAi, type OpenAi, type Turn } from './openAi';
export { startPostgres, type Postgres } from './postgres';
export { startRedis, type Redis } from './redis';
export { startS3, type S3 } from './s3';
export { type Service } from './service';
export { startSftp, type Sftp } from './sftp';
