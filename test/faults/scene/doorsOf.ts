import type { ServerName } from '../../sandbox';
import type { Door } from './door';
import type { Scene } from './scene';

export function doorsOf({ doors }: Scene): Readonly<Record<ServerName, Door>> {
	if (!doors) throw new Error('The scene has no doors');
	return doors;
}

/** A credential with which Notion's API is also reached through its door. */
export function throughDoor(scene: Scene): { apiBaseUrl: string } {
	return { apiBaseUrl: doorsOf(scene).api.origin };
}
