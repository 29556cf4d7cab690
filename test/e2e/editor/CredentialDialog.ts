import type { Locator, Page } from 'playwright-core';

/** The dialog of a credential. */
export class CredentialDialog {
	readonly root: Locator;

	constructor(page: Page) {
		this.root = page.getByTestId('editCredential-modal');
	}

	field(name: string): Locator {
		return this.root.getByTestId(`parameter-input-${name}`).locator('input');
	}

	/** n8n tests what it saves. */
	async save(): Promise<void> {
		await this.root.getByTestId('credential-save-button').click();
	}

	async showDetails(): Promise<void> {
		await this.root.getByText('More details').click();
	}

	async close(): Promise<void> {
		await this.root.getByRole('button', { name: 'Close this dialog' }).click();
	}
}
