/**
 * Loaded into n8n (node --require): its clock is ahead by NOTION_FILES_MINUTES_AHEAD, as if so much
 * time had passed since it ran last.
 */
const RealDate = Date;
const ahead = Number(process.env.NOTION_FILES_MINUTES_AHEAD ?? 0) * 60_000;
// n8n, or a package of its, sets `Date.now` again to what it found there.
const { now: realNow } = RealDate;
const now = () => realNow() + ahead;

globalThis.Date = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
	apply: () => new RealDate(now()).toString(),
	get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
