import { drawPng, type Shape } from './drawing';
import { type Colour } from './png';

const INK: Colour = [38, 50, 71];
const PAPER: Colour = [250, 249, 246];
const BLUE: Colour = [45, 108, 223];
const ORANGE: Colour = [240, 138, 60];
const GREEN: Colour = [72, 160, 110];

/** Hills under a low sun: a cover. */
export function landscape(width = 720, height = 240): Buffer {
	const line = height / 2;
	return drawPng({
		width,
		height,
		background: [
			[252, 196, 128],
			[250, 232, 208],
		],
		shapes: [
			{ type: 'disc', at: [width * 0.72, line], radius: height * 0.2, fill: [255, 244, 214] },
			{ type: 'hills', height: line * 1.2, swing: 28, waves: 1.2, fill: [118, 148, 164] },
			{ type: 'hills', height: line * 1.5, swing: -22, waves: 1.9, fill: [66, 102, 112] },
			{ type: 'hills', height: line * 1.8, swing: 14, waves: 2.7, fill: [34, 62, 70] },
		],
	});
}

/** An app's window with one bar for each value, as on a screenshot. */
export function chartScreenshot(values: readonly number[], bar: Colour = BLUE): Buffer {
	const [width, height] = [480, 300];
	const gap = (width - 80) / values.length;
	const bars = values.map((value, index): Shape => ({
		type: 'box',
		at: [40 + index * gap, height - 30 - value * 2],
		size: [gap * 0.7, value * 2],
		fill: bar,
	}));
	return drawPng({
		width,
		height,
		background: [PAPER, PAPER],
		shapes: [...windowFrame(width), ...bars],
	});
}

/** A head and shoulders on a disc. */
export function portrait(coat: Colour = GREEN, size = 200): Buffer {
	const middle = size / 2;
	return drawPng({
		width: size,
		height: size,
		background: [
			[226, 236, 246],
			[198, 214, 232],
		],
		shapes: [
			{ type: 'disc', at: [middle, size * 1.08], radius: size * 0.42, fill: coat },
			{ type: 'disc', at: [middle, size * 0.42], radius: size * 0.22, fill: [240, 200, 168] },
			{ type: 'box', at: [size * 0.3, size * 0.2], size: [size * 0.4, size * 0.13], fill: INK },
		],
	});
}

/** An open book. */
export function bookIcon(size = 128): Buffer {
	const unit = size / 16;
	const line = (row: number, left: number): Shape => ({
		type: 'box',
		at: [left * unit, row * unit],
		size: [4 * unit, unit / 2],
		fill: BLUE,
	});
	return drawPng({
		width: size,
		height: size,
		background: [ORANGE, [226, 106, 44]],
		shapes: [
			{ type: 'box', at: [2 * unit, 4 * unit], size: [12 * unit, 9 * unit], fill: PAPER },
			{ type: 'box', at: [7.75 * unit, 4 * unit], size: [unit / 2, 9 * unit], fill: INK },
			...[6, 8, 10].flatMap((row) => [line(row, 3), line(row, 9)]),
		],
	});
}

/** A disc on a ground: an icon of any colour. */
export function dotIcon(fill: Colour, size = 64): Buffer {
	return drawPng({
		width: size,
		height: size,
		background: [PAPER, PAPER],
		shapes: [
			{ type: 'disc', at: [size / 2, size / 2], radius: size * 0.42, fill },
			{ type: 'disc', at: [size * 0.4, size * 0.4], radius: size * 0.1, fill: PAPER },
		],
	});
}

/** Rooms, a corridor and doors. */
export function floorPlan(): Buffer {
	const room = (x: number, y: number, width: number, height: number, fill: Colour): Shape[] => [
		{ type: 'box', at: [x, y], size: [width, height], fill: INK },
		{ type: 'box', at: [x + 4, y + 4], size: [width - 8, height - 8], fill },
		{ type: 'box', at: [x + width / 2 - 14, y + height - 4], size: [28, 4], fill: PAPER },
	];
	return drawPng({
		width: 560,
		height: 360,
		background: [PAPER, PAPER],
		shapes: [
			...room(20, 20, 170, 150, [222, 236, 255]),
			...room(190, 20, 170, 150, [226, 246, 232]),
			...room(360, 20, 180, 150, [255, 238, 220]),
			...room(20, 230, 250, 110, [244, 232, 250]),
			...room(270, 230, 270, 110, [255, 250, 214]),
		],
	});
}

function windowFrame(width: number): Shape[] {
	const lights: Colour[] = [
		[236, 94, 86],
		[244, 190, 78],
		[96, 196, 84],
	];
	return [
		{ type: 'box', at: [0, 0], size: [width, 28], fill: [222, 224, 230] },
		...lights.map((fill, index): Shape => ({
			type: 'disc',
			at: [18 + index * 20, 14],
			radius: 6,
			fill,
		})),
	];
}
