import { type Block, type ParentOfNode } from '../../workspace/nodes';

type ParentAnswer =
	| { type: 'workspace'; workspace: true }
	| { type: 'page_id'; page_id: string }
	| { type: 'block_id'; block_id: string }
	| { type: 'database_id'; database_id: string }
	| { type: 'data_source_id'; data_source_id: string; database_id: string };

export function renderParent(parent: ParentOfNode): ParentAnswer {
	if (parent === 'workspace') return { type: 'workspace', workspace: true };
	switch (parent.kind) {
		case 'page':
			return { type: 'page_id', page_id: parent.id };
		case 'block':
			return { type: 'block_id', block_id: parent.id };
		case 'database':
			return { type: 'database_id', database_id: parent.id };
		case 'dataSource':
			return {
				type: 'data_source_id',
				data_source_id: parent.id,
				database_id: parent.database.id,
			};
	}
}

/** Databases and blocks are never children of a data source. */
export function renderBodyParent(parent: Block['parent'] | 'workspace') {
	const answer = renderParent(parent ?? 'workspace');
	if (answer.type === 'data_source_id' || answer.type === 'database_id') {
		throw new Error('Only rows stand in a data source');
	}
	return answer;
}
