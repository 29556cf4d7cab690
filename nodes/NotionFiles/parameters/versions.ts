/**
 * The versions of the nodes. A workflow keeps the one with which a node was added to it, so what a new version
 * does differently is shown and done only there.
 *
 * 1.1: _View_ is _From the URL_ by default, and _Child Databases_ includes linked databases.
 * 1.2: _Simplify_.
 */
export const VERSIONS: number[] = [1, 1.1, 1.2];

export const NEWEST_VERSION = 1.2;

/** For `displayOptions.show`: in nodes of version 1. */
export const IN_FIRST_VERSION = { '@version': [1] };

/** In nodes since version 1.1. */
export const SINCE_THEN = { '@version': [{ _cnd: { gte: 1.1 } }] };

/** In nodes since version 1.2. */
export const SINCE_1_2 = { '@version': [{ _cnd: { gte: 1.2 } }] };
