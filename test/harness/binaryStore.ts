import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { deferred } from '../unit/promises';
import { until } from './until';

/** n8n's binary store, watched and held up from outside. */
export interface WatchedStore {
	/** Resolves when this many files have been stored since watching began. */
	hasStored(files: number): Promise<void>;
	/** Resolves when it was asked to store this many. */
	isAskedFor(files: number): Promise<void>;
	/** From now on it takes no such file until it is told to; none at all unless it says which. */
	hold(which?: (data: IBinaryData) => boolean): { release(): void };
}

/** Call it in a test; `jest.restoreAllMocks` ends it. */
export function watchStore(): WatchedStore {
	const service = Container.get(BinaryDataService);
	const store = service.store.bind(service);
	let open = Promise.resolve();
	let isHeld: (data: IBinaryData) => boolean = () => false;
	let asked = 0;
	let stored = 0;
	jest.spyOn(service, 'store').mockImplementation(async (...given) => {
		asked += 1;
		if (isHeld(given[2])) await open;
		const data = await store(...given);
		stored += 1;
		return data;
	});
	return {
		async hasStored(files) {
			await until(() => stored >= files);
		},
		async isAskedFor(files) {
			await until(() => asked >= files);
		},
		hold(which = () => true) {
			isHeld = which;
			const { promise, resolve } = deferred();
			open = promise;
			return { release: () => resolve() };
		},
	};
}
