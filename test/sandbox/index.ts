export {
	type Content,
	type ContentLike,
	generatedContent,
	repeatedContent,
	sha256Of,
	sizeOf,
} from './content/content';
export { type ExternalResource } from './external/externalSite';
export { type Fault, type FaultPoint, type FaultRule, type FaultTarget } from './faults/fault';
export { type ServerName } from './http/exchange';
export { type RecordedRequest } from './http/journal';
export { type Certificate } from './http/loopbackServer';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox';
export { type RateLimit, type SandboxSettings, type SearchIndex } from './settings';
export { type Upload, type UploadOptions } from './storage/upload';
export { block } from './workspace/blocks';
export { file, type FileLike, icon, type IconLike, type NamedFile } from './workspace/files';
export {
	type Attachment,
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Page,
} from './workspace/nodes';
export { property, type PropertyValue } from './workspace/properties';
export { mentionItem, richText, type RichTextLike, textItem } from './workspace/richText';
export {
	type DatabaseOptions,
	type DataSourceOptions,
	type PageOptions,
} from './workspace/options';
export { type Workspace } from './workspace/workspace';
