import type { IConnections } from 'n8n-workflow';

/** Connections from “From:output > To:input”, separated by commas; without the numbers, the first of each. */
export function connectionsOf(wires: string): IConnections {
	const connections: IConnections = {};
	for (const wire of wires.split(', ').filter(Boolean)) {
		const [[from = '', output = '0'] = [], [to = '', input = '0'] = []] = wire
			.split(' > ')
			.map((end) => end.split(':'));
		const outputs = ((connections[from] ??= {}).main ??= []);
		while (outputs.length <= Number(output)) outputs.push([]);
		outputs[Number(output)]?.push({ node: to, type: 'main', index: Number(input) });
	}
	return connections;
}
