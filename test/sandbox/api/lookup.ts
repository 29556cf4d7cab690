import { normalizeId } from '../ids';
import { type SandboxSettings } from '../settings';
import {
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Page,
	type View,
} from '../workspace/nodes';
import { type Known } from '../workspace/registry';
import { isShared } from '../workspace/sharing';
import { type Workspace } from '../workspace/workspace';
import { type ApiError, notFound, validationError } from './errors';

/** Finds what an id in a request means, or answers the way Notion does. */
export class Lookup {
	constructor(
		private readonly workspace: Workspace,
		private readonly settings: SandboxSettings,
	) {}

	page(id: string): Page {
		const known = this.find(id, 'path.page_id');
		if (known?.kind === 'page') return known;
		if (known?.kind === 'database') {
			throw validationError(
				`Provided ID ${known.id} is a database, not a page. Use the retrieve database API instead.`,
			);
		}
		throw this.missing('page', id);
	}

	/** Pages and databases are blocks too. */
	block(id: string, parameter = 'path.block_id'): Block | Page | Database {
		const known = this.find(id, parameter);
		if (known?.kind === 'block' || known?.kind === 'page' || known?.kind === 'database')
			return known;
		throw this.missing('block', id);
	}

	database(id: string): Database {
		const known = this.find(id, 'path.database_id');
		if (known?.kind === 'page') {
			throw validationError(
				`Provided database_id ${known.id} is a page, not a database. Use the pages API instead, or pass the ID of the database itself.`,
			);
		}
		if (known?.kind !== 'database') throw this.missing('database', id);
		if (known.linked === 'linked') throw linkedRefusal(known);
		if (!known.dataSources.some(isShared)) throw withoutSources(known);
		return known;
	}

	dataSource(id: string): DataSource {
		const known = this.find(id, 'path.data_source_id');
		if (known?.kind === 'dataSource') return known;
		throw this.missing('data_source', id);
	}

	/** Also a linked one: its views are returned. */
	databaseOfViews(id: string): Database {
		const known = this.find(id, 'query.database_id');
		if (known?.kind === 'database') return known;
		throw this.missing('database', id);
	}

	view(id: string): View {
		const known = this.find(id, 'path.view_id');
		if (known?.kind === 'view') return known;
		throw this.missing('view', id);
	}

	comment(id: string): Comment {
		const known = this.find(id, 'path.comment_id');
		if (known?.kind === 'comment') return known;
		throw this.missing('comment', id);
	}

	missing(what: string, id: string): ApiError {
		return notFound(what, dashed(id), this.settings.integrationName);
	}

	private find(id: string, parameter: string): Known | undefined {
		if (!normalizeId(id)) {
			const where = parameter.split('.')[0];
			throw validationError(
				`${where} failed validation: ${parameter} should be a valid uuid, instead was \`${JSON.stringify(id)}\`.`,
			);
		}
		const known = this.workspace.registry.find(id);
		return known && isShared(known) ? known : undefined;
	}
}

function linkedRefusal({ id }: Database): ApiError {
	return validationError(
		`Database with ID ${id} is a linked database. Database retrievals do not support linked databases.`,
	);
}

function withoutSources({ id }: Database): ApiError {
	return validationError(
		`Database with ID ${id} does not contain any data sources accessible by this API bot.`,
	);
}

function dashed(id: string): string {
	const hex = normalizeId(id) ?? id;
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
