import { type Sandbox } from '../sandbox';

/** What lies in the sandbox for a piece of work, and what must come of it. */
export interface Scene {
	/** Where Notion's API is to be found, under its own name. */
	notionPort: number;
	/** A file with the certificate of the authority that vouches for all servers. */
	authorityFile: string;
	token: string;
	ids: Ids;
	/** The same files once more, from a host that sends no checksum of them; only in the case that compares them. */
	unsummed?: Ids;
	/** A page with one small file: what a process does once in its life is done with it beforehand. */
	warmUp: Ids;
	/** The files, for those who know nothing of Notion. */
	links: string[];
	/** What must have come in the end. */
	expected: Came;
}

/** Where the files are, for whichever of these somebody is to be told. */
export interface Ids {
	page: string;
	database: string;
	dataSource: string;
}

/** What a case adds to what all have in common. */
export type BuiltScene = Omit<Scene, 'notionPort' | 'authorityFile' | 'token' | 'warmUp'>;

/** What came: everybody is asked, so that nobody is fast by leaving something out. */
export interface Came {
	files: number;
	bytes: number;
}

/** What one run of one contender took. */
export interface Work {
	ms: number;
	cpuMs: number;
	/** By how much the resident memory of the process grew; undefined where nobody measured it. */
	memoryBytes?: number;
	came: Came;
}

/** What the sandbox saw of it. */
export interface Counts {
	requests: number;
	/** Connections that were opened. */
	connections: number;
	/** Bytes of files that were sent. */
	bytes: number;
}

export interface Run extends Work, Counts {}

/** Somebody who does the work: our node, or what one would use in its place. */
export interface Contender {
	name: string;
	/** Why it cannot take part on this machine; undefined where it can. */
	missing(): Promise<string | undefined>;
	/** @param begin to be awaited when all is prepared: what comes after is the work */
	run(scene: Scene, begin: () => Promise<void>): Promise<Work>;
	/** The same with another build of the package; only ours has one. */
	from?(packageFolder: string, name: string): Contender;
}

export interface Result {
	/** In the order of the rounds. */
	runs: Map<string, Run[]>;
	/** Why somebody took no part. */
	missing: Map<string, string>;
}

/** What is to be reached, in the words of a sentence. */
export interface Target {
	text: string;
	/** One number for each round; undefined where somebody took no part. */
	values(result: Result): number[] | undefined;
	/** Of the median. */
	isReached(value: number): boolean;
	/** How the number reads. */
	format(value: number): string;
}

export interface Case {
	/** As it is named on the command line; a single letter is the one in the issue that asked for it. */
	key: string;
	title: string;
	/** Runs only when it is named, or with --all. */
	onRequest?: true;
	/** What an installation puts on a server is told, too. */
	isInstalled?: true;
	/** The file host speaks http, for comparisons; without this https, as Notion's does. */
	overHttp?: true;
	/** What it takes of the CPU is told for each GB as well. */
	cpuPerGb?: true;
	/** Called in the sandbox's process. */
	build(sandbox: Sandbox): BuiltScene;
	/** The first is ours; the others are compared to it. */
	contenders: Contender[];
	/** Why somebody takes less than our node, by name; whoever does so without a reason stands out in the page. */
	lessBecause?: Readonly<Record<string, string>>;
	targets: Target[];
}
