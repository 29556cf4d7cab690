import fc from 'fast-check';
import { Branch, findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import type { Finding } from '../../../nodes/NotionFiles/locate/Finding';
import { collect, deferred, isPending, quiet } from '../promises';
import { unavailable } from './NotionInMemory';

const finding = (reason: string): Finding => ({ kind: 'skipped', reason });

const reasonsOf = async (root: Branch): Promise<string[]> =>
	(await collect(findingsOf(root))).map((found) =>
		found.kind === 'skipped' ? found.reason : found.kind,
	);

/** A branch of these findings and branches, all available at once. */
function branchOf(...parts: Array<string | Branch>): Branch {
	return new Branch(async (self) => {
		for (const part of parts) {
			if (part instanceof Branch) self.addBranch(part);
			else self.add([finding(part)]);
		}
	});
}

test('findings and branches stay in the order in which they were added', async () => {
	const inner = branchOf('c', branchOf('d'), 'e');
	expect(await reasonsOf(branchOf('a', 'b', inner, 'f', branchOf(), 'g'))).toEqual([...'abcdefg']);
});

test('a branch is read when it is told to begin, and not before', async () => {
	const begun: string[] = [];
	const inner = new Branch(async () => void begun.push('inner'));
	const root = new Branch(async (self) => {
		begun.push('root');
		self.addBranch(inner);
	});
	await quiet();
	expect(begun).toEqual([]);
	root.begin('ahead');
	root.begin('onDemand');
	await quiet();
	expect(begun).toEqual(['root', 'inner']);
});

test('what is found first is yielded first, while the rest is still being read', async () => {
	const rest = deferred();
	const root = new Branch(async (self) => {
		self.add([finding('first')]);
		await rest.promise;
		self.add([finding('second')]);
	});
	const findings = findingsOf(root);
	expect(await findings.next()).toEqual({ value: finding('first'), done: false });
	const second = findings.next();
	expect(await isPending(second)).toBe(true);
	rest.resolve();
	expect(await second).toEqual({ value: finding('second'), done: false });
	expect((await findings.next()).done).toBe(true);
});

test('a slow branch holds back only what follows it', async () => {
	const slow = deferred();
	const slowBranch = new Branch(async (self) => {
		await slow.promise;
		self.add([finding('slow')]);
	});
	const findings = findingsOf(branchOf('before', slowBranch, 'after'));
	expect((await findings.next()).value).toEqual(finding('before'));
	const next = findings.next();
	expect(await isPending(next)).toBe(true);
	slow.resolve();
	expect((await next).value).toEqual(finding('slow'));
	expect((await findings.next()).value).toEqual(finding('after'));
});

describe('a branch that cannot be read', () => {
	test('says so in its place, after what it had found, and does not affect the others', async () => {
		const broken = new Branch(async (self) => {
			self.add([finding('found')]);
			throw unavailable();
		});
		expect(await reasonsOf(branchOf('a', broken, 'b'))).toEqual(['a', 'found', 'failed', 'b']);
	});

	test('keeps our own error as it is', async () => {
		const error = unavailable();
		const broken = new Branch(async () => await Promise.reject(error));
		expect(await collect(findingsOf(broken))).toEqual([{ kind: 'failed', error }]);
	});

	test.each([new TypeError('a bug'), 'a text', undefined])(
		'makes an error of whatever else was thrown: %p',
		async (thrown) => {
			const broken = new Branch(async () => await Promise.reject(thrown));
			expect(await collect(findingsOf(broken))).toMatchObject([
				{ kind: 'failed', error: { code: 'unexpected', cause: thrown } },
			]);
		},
	);

	test('is not an unhandled rejection, even if it is read long after', async () => {
		const broken = new Branch(async () => await Promise.reject(unavailable()));
		// Jest fails a test in which a rejection stays unhandled for so long.
		await quiet();
		expect(await collect(findingsOf(broken))).toMatchObject([{ kind: 'failed' }]);
	});
});

describe('every branch is yielded once', () => {
	test('though it is in several places', async () => {
		const shared = branchOf('shared');
		expect(await reasonsOf(branchOf('a', shared, branchOf(shared, 'b'), shared))).toEqual([
			'a',
			'shared',
			'b',
		]);
	});

	test('though it is below itself', async () => {
		const root = new Branch(async (self) => {
			self.add([finding('a')]);
			self.addBranch(self);
			const inner = new Branch(async (below) => {
				below.addBranch(self);
				below.addBranch(below);
				below.add([finding('b')]);
			});
			self.addBranch(inner);
		});
		expect(await reasonsOf(root)).toEqual(['a', 'b']);
	});

	test('though another reader has read it before', async () => {
		const root = branchOf('a', branchOf('b'));
		expect(await reasonsOf(root)).toEqual(['a', 'b']);
		expect(await reasonsOf(root)).toEqual(['a', 'b']);
	});
});

test('branches may nest as deep as they like', async () => {
	let root = branchOf('deepest');
	for (let depth = 0; depth < 20_000; depth++) root = branchOf(root);
	expect(await reasonsOf(root)).toEqual(['deepest']);
});

test('one place may hold more findings than a call has arguments', async () => {
	const many = Array.from({ length: 200_000 }, () => finding('x'));
	const root = new Branch(async (self) => self.add(many));
	expect(await reasonsOf(root)).toHaveLength(many.length);
});

test('any tree is yielded in document order', async () => {
	const { tree } = fc.letrec<{ tree: unknown[] }>((tie) => ({
		tree: fc.array(fc.oneof({ maxDepth: 5 }, fc.string(), tie('tree')), { maxLength: 5 }),
	}));
	const grow = (parts: unknown[]): Branch =>
		branchOf(...parts.map((part) => (Array.isArray(part) ? grow(part) : String(part))));
	await fc.assert(
		fc.asyncProperty(tree, async (parts) => {
			expect(await reasonsOf(grow(parts))).toEqual(parts.flat(20).map(String));
		}),
	);
});
