import type { Located } from '../locate/Branch';
import type { NotionReader } from '../locate/NotionReader';
import { PageWalk } from '../locate/PageWalk';
import { Trails } from '../locate/Trails';
import type { PageParameters } from '../parameters/pageParameters';

/** Walks as the parameters of pages say. */
export function walkFor(
	{ plan, folders }: PageParameters,
	reader: NotionReader,
	begin: (walk: PageWalk) => Located,
): Located {
	if (folders === 'page') return begin(new PageWalk(reader, plan));
	const trails = new Trails(reader);
	return trails.along(begin(new PageWalk(reader, plan, trails)));
}
