import type { Fault, FaultRule } from '../../sandbox';
import { HOSTED, type Place } from './places';
import type { Scene, SceneFile } from './scene';

export type Times = NonNullable<FaultRule['times']>;

/** What makes something go wrong in a scene, before the node starts. */
export type Provoke = (scene: Scene) => void | Promise<void>;

interface Which {
	times?: Times;
	/** The first affected request for the file, counted from 1. */
	nth?: number;
	/** Default: all in the scene. */
	places?: readonly Place[];
}

/** A fault for the requests for every file. */
export function spoil(fault: Fault | readonly Fault[], which: Which = {}): Provoke {
	return (scene) => spoilIn(scene, fault, which);
}

/** The same only for files in Notion's storage. */
export function spoilHosted(fault: Fault | readonly Fault[], which: Which = {}): Provoke {
	return spoil(fault, { places: HOSTED, ...which });
}

/** A fault for calls to Notion; `path` as in a fault's target, derived from the scene if necessary. */
export function spoilNotion(
	fault: Fault,
	path: string | RegExp | ((scene: Scene) => string | RegExp),
	times?: Times,
): Provoke {
	return ({ sandbox, ...scene }) => {
		const wanted = typeof path === 'function' ? path({ sandbox, ...scene }) : path;
		sandbox.faults.add({ on: { server: 'api', path: wanted }, times, fault });
	};
}

/** Several things that go wrong in one scene. */
export function all(...provokes: readonly Provoke[]): Provoke {
	return async (scene) => {
		for (const provoke of provokes) await provoke(scene);
	};
}

export function spoilIn(scene: Scene, fault: Fault | readonly Fault[], which: Which = {}): void {
	const { times, nth, places } = which;
	for (const { place, ...file } of scene.files) {
		if (places && !places.includes(place)) continue;
		scene.sandbox.faults.add({ on: { ...targetOf(file), nth }, times, fault });
	}
}

function targetOf({ server, path }: Pick<SceneFile, 'server' | 'path'>) {
	return { server, path };
}
