import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

// The plugin's set for self-hosted packages: ours ships undici, which n8n Cloud does not allow.
const community = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;

/**
 * The floors of the house, from the roof down: a file imports from its own folder and from the floors below
 * it. `errors`, `json`, `mentions` and `outward` stand beside the folders, below them all.
 */
const FLOORS = [
	['editor', 'trigger'],
	['run'],
	['operations'],
	['parameters'],
	['download', 'history', 'lineage', 'notion'],
	['locate', 'output'],
	['files'],
	['flow', 'http'],
];

const law = FLOORS.flatMap((folders, floor) =>
	folders.map((folder) => {
		const closed = FLOORS.slice(0, floor + 1)
			.flat()
			.filter((other) => other !== folder);
		const message = `“${folder}” imports only from the floors below it (FLOORS in eslint.config.mjs).`;
		const group = closed.map((other) => `**/${other}/**`);
		return {
			files: [`nodes/NotionFiles/${folder}/**/*.ts`],
			rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
		};
	}),
);

/** What stands below all folders knows none of them. */
const foundation = {
	files: ['nodes/NotionFiles/{errors,json,mentions,outward}.ts'],
	rules: {
		'no-restricted-imports': [
			'error',
			{ patterns: [{ group: ['./*/**'], message: 'This file stands below all folders.' }] },
		],
	},
};

export default tseslint.config(
	{ ignores: ['dist', 'build', 'node_modules', 'coverage', 'demo-output'] },
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
		},
	},
	{
		files: ['credentials/**/*.ts', 'nodes/**/*.ts'],
		extends: [community],
		rules: { 'no-console': 'error' },
	},
	{ plugins: { 'n8n-nodes-base': nodesBase } },
	{
		files: ['package.json'],
		extends: [community],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: {
			...nodesBase.configs.community.rules,
			'@typescript-eslint/no-unused-expressions': 'off',
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
		},
	},
	// The five nodes-base rules off below are the ones that n8n's own package scanner leaves out.
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...nodesBase.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...nodesBase.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	...law,
	foundation,
);
