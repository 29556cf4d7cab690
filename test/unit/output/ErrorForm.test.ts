import { errorFormFor } from '../../../nodes/NotionFiles/output/ErrorForm';

const errorOutput = { onError: 'continueErrorOutput' } as const;

describe('if the node has an error output, an error has', () => {
	test.each(['2.36.0', '2.41.0', '2.100.3', '3.0.0', '2.36.0-rc.1'])(
		'details on n8n %s, which sends them there',
		(version) => expect(errorFormFor(errorOutput, version)).toBe('details'),
	);

	test.each(['1.96.0', '1.120.31', '2.0.0', '2.9.1', '2.35.3'])(
		'a message on n8n %s, which would leave an item with details among the good ones',
		(version) => expect(errorFormFor(errorOutput, version)).toBe('message'),
	);

	test.each(['', 'next', '2'])('what every n8n sends there if the version is “%s”', (version) =>
		expect(errorFormFor(errorOutput, version)).toBe('message'),
	);

	test('details on the n8n that these tests run on, whose version is detected', () => {
		expect(errorFormFor(errorOutput)).toBe('details');
	});
});

test.each([undefined, 'continueRegularOutput', 'stopWorkflow'] as const)(
	'without an error output it has details on every n8n (%s)',
	(onError) => expect(errorFormFor({ onError }, '1.96.0')).toBe('details'),
);
