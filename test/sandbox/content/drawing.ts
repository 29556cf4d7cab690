import { type Colour, type Painter, png } from './png';

export type Shape =
	| { type: 'box'; at: readonly [number, number]; size: readonly [number, number]; fill: Colour }
	| { type: 'disc'; at: readonly [number, number]; radius: number; fill: Colour }
	/** Everything below a wave. */
	| { type: 'hills'; height: number; swing: number; waves: number; fill: Colour };

export interface Drawing {
	width: number;
	height: number;
	/** From top to bottom. */
	background: readonly [Colour, Colour];
	/** Later ones lie over earlier ones. */
	shapes?: readonly Shape[];
}

/** A picture that a person recognises, as PNG. */
export function drawPng(drawing: Drawing): Buffer {
	return png(drawing.width, drawing.height, painterOf(drawing));
}

function painterOf({ width, height, background, shapes = [] }: Drawing): Painter {
	const upwards = [...shapes].reverse();
	const sky = Array.from({ length: height }, (_, y) => mix(...background, y / height));
	return (x, y) => {
		for (const shape of upwards) if (covers(shape, x, y, width)) return shape.fill;
		return sky[y] ?? background[0];
	};
}

function covers(shape: Shape, x: number, y: number, width: number): boolean {
	switch (shape.type) {
		case 'box': {
			const [left, top] = shape.at;
			return x >= left && x < left + shape.size[0] && y >= top && y < top + shape.size[1];
		}
		case 'disc':
			return (x - shape.at[0]) ** 2 + (y - shape.at[1]) ** 2 <= shape.radius ** 2;
		case 'hills':
			return y > shape.height + shape.swing * Math.sin((x / width) * shape.waves * 2 * Math.PI);
	}
}

function mix(a: Colour, b: Colour, share: number): Colour {
	const channel = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * share);
	return [channel(0), channel(1), channel(2)];
}
