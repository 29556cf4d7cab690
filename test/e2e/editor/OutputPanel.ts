import type { Locator } from 'playwright-core';

/** The output of a node, beside its form. */
export class OutputPanel {
	constructor(readonly root: Locator) {}

	/** “25 items” */
	get count(): Locator {
		return this.root.getByTestId('ndv-items-count');
	}

	get hints(): Locator {
		return this.root.getByTestId('node-hint');
	}

	get errorMessage(): Locator {
		return this.root.getByTestId('node-error-message');
	}

	get errorDescription(): Locator {
		return this.root.getByTestId('node-error-description');
	}

	async show(view: 'schema' | 'table' | 'json' | 'binary'): Promise<void> {
		await this.root.getByTestId(`radio-button-${view}`).click();
	}

	/** An item's card in the binary view. */
	file(index: number): Locator {
		return this.root.getByTestId(`ndv-binary-data_${index}`);
	}
}
