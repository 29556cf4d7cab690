import type { Locator, Page } from 'playwright-core';

/** What somebody looks for, and chooses of what is found. */
export interface NodeChoice {
	search: string;
	node: string;
	action: string;
}

/** The panel in which users search for nodes. */
export class NodePanel {
	readonly root: Locator;

	constructor(page: Page) {
		this.root = page.getByTestId('node-creator');
	}

	async search(text: string): Promise<void> {
		await this.root.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The head of the triggers or actions of a node that was chosen; n8n opens the triggers first. */
	section(name: 'Triggers' | 'Actions'): Locator {
		return this.root.getByTestId('node-creator-category-item').filter({ hasText: name });
	}

	async choose({ search, node, action }: NodeChoice): Promise<void> {
		await this.search(search);
		await this.entry(node).click();
		await this.entry(action).click();
	}

	/** What the panel offers: nodes first, and the actions of a node that was chosen. */
	entry(name: string): Locator {
		return this.root.getByTestId('item-iterator-item').filter({
			has: this.root.page().getByText(name, { exact: true }),
		});
	}
}
