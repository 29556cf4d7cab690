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
}
