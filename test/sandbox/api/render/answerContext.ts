import { type Storage } from '../../storage/storage';
import { type Workspace } from '../../workspace/workspace';

/** What writing an object as JSON needs besides the object. */
export interface AnswerContext {
	readonly workspace: Workspace;
	readonly storage: Storage;
}
