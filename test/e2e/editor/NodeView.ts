import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './CredentialDialog';
import { OutputPanel } from './OutputPanel';
import { ResourceLocator } from './ResourceLocator';

/** The form of a node between its input and its output. */
export class NodeView {
	readonly root: Locator;

	readonly parameters: Locator;

	readonly output: OutputPanel;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('ndv');
		this.parameters = this.root.getByTestId('node-parameters');
		this.output = new OutputPanel(this.root.getByTestId('output-panel'));
	}

	parameter(name: string): Locator {
		return this.parameters.getByTestId(`parameter-input-${name}`);
	}

	locator(name: string): ResourceLocator {
		return new ResourceLocator(this.parameter(name));
	}

	/** What a list parameter shows as chosen; only then is its list loaded. */
	async chosen(name: string): Promise<string> {
		return await this.parameter(name).locator('input').inputValue();
	}

	/** What a list parameter offers, opened. */
	async options(name: string): Promise<string[]> {
		await this.parameter(name).click();
		const options = this.page.getByTestId('parameter-input-item').filter({ visible: true });
		await options.first().waitFor();
		return await options.allInnerTexts();
	}

	/** Chooses one from the list of those that fit the node. */
	async chooseCredential(name: string): Promise<void> {
		await this.root.getByTestId('node-credentials-select').click();
		const entries = this.page.locator('[data-test-id^="node-credentials-select-item"]');
		await entries.filter({ hasText: name, visible: true }).click();
	}

	/** Types into a text parameter; what contains {{ }} becomes an expression, as for every user. */
	async type(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input').fill(text);
		if (!text.includes('{{')) return;
		await this.parameter(name).locator('.cm-content').filter({ hasText: text }).waitFor();
	}

	async editCredential(): Promise<CredentialDialog> {
		await this.root.getByTestId('credential-edit-button').click();
		return new CredentialDialog(this.page);
	}

	async execute(): Promise<void> {
		await this.root.getByTestId('node-execute-button').click();
	}

	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
	}
}
