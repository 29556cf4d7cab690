const { src, dest, parallel } = require('gulp');

// TypeScript leaves everything that is not TypeScript behind: icons and the codex file.
// `encoding: false`, because gulp 5 otherwise reads files as UTF-8 and corrupts PNG.
const copyAssets = (folder) => {
	const task = () =>
		src(`${folder}/**/*.{png,svg,json}`, { encoding: false }).pipe(dest(`dist/${folder}`));
	task.displayName = `copy:${folder}`;
	return task;
};

exports['build:icons'] = parallel(copyAssets('nodes'), copyAssets('credentials'));
