import type { Locator } from 'playwright-core';

/** A parameter that is chosen from a list, by URL or by ID. */
export class ResourceLocator {
	readonly field: Locator;

	/** “From List” floats over everything. */
	readonly search: Locator;

	readonly entries: Locator;

	constructor(private readonly root: Locator) {
		this.field = root.getByTestId('rlc-input');
		this.search = root.page().getByTestId('rlc-search');
		this.entries = root.page().getByTestId('rlc-item');
	}

	async chooseMode(name: 'From list' | 'By URL' | 'By ID'): Promise<void> {
		await this.root.getByTestId('rlc-mode-selector').click();
		await this.root.page().getByRole('option', { name }).filter({ visible: true }).click();
	}

	/** Types where nothing was chosen yet. The editor accepts it a moment later, and executes nothing before. */
	async enter(text: string): Promise<void> {
		const issues = this.root.getByTestId('parameter-issues');
		await issues.waitFor();
		await this.field.fill(text);
		await this.field.blur();
		await issues.waitFor({ state: 'detached' });
	}
}
