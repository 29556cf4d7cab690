import type { Locator, Page } from 'playwright-core';
import type { SharedN8n } from '../n8n/shared';
import type { Browser } from './Browser';
import { type NodeChoice, NodePanel } from './NodePanel';
import { NodeView } from './NodeView';

/** n8n's editor in a browser tab, with its owner logged in. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	static async open(browser: Browser, { url, client }: SharedN8n): Promise<Editor> {
		const { cookie, browserId } = client.session;
		const [name = '', value = ''] = cookie.split(/=(.*)/s);
		await browser.context.addCookies([{ name, value, url }]);
		// n8n binds the session to the browser that it was made for.
		await browser.context.addInitScript({
			content: `localStorage.setItem('n8n-browserId', ${JSON.stringify(browserId)})`,
		});
		return new Editor(await browser.context.newPage(), url);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'commit' });
		await this.node().first().waitFor();
	}

	/** The node panel of a workflow that has nothing yet. */
	async startWorkflow(): Promise<NodePanel> {
		await this.page.goto(`${this.url}/workflow/new`, { waitUntil: 'commit' });
		await this.page.getByTestId('canvas-add-button').click();
		return new NodePanel(this.page);
	}

	/** A new workflow with only a manual trigger, as its user begins it. */
	async startManually(): Promise<void> {
		const panel = await this.startWorkflow();
		await panel.entry('Trigger manually').click();
		await this.node().first().waitFor();
	}

	/** Adds a node behind another one, and opens it. */
	async addAfter(name: string, choice: NodeChoice): Promise<NodeView> {
		await this.node(name).getByTestId('canvas-handle-plus-wrapper').click();
		await new NodePanel(this.page).choose(choice);
		const view = this.openedNode();
		await view.parameters.waitFor();
		return view;
	}

	/** As “Import → From file” in the menu of a new workflow. */
	async importWorkflow(path: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`, { waitUntil: 'commit' });
		await this.page.getByTestId('canvas-add-button').waitFor();
		await this.page.getByTestId('workflow-import-input').setInputFiles(path);
		await this.node().first().waitFor();
		await this.page.getByTestId('zoom-to-fit').click();
	}

	async openNode(name: string): Promise<NodeView> {
		await this.node(name).dblclick();
		return this.openedNode();
	}

	/** The node whose form is open. */
	openedNode(): NodeView {
		return new NodeView(this.page);
	}

	/** What was just imported is selected, and so looks different from later. */
	async selectNothing(): Promise<void> {
		await this.page.locator('.vue-flow__pane').click({ position: { x: 20, y: 120 } });
	}

	get stickyNotes(): Locator {
		return this.page.getByTestId('sticky');
	}

	/** Nodes on the canvas, without sticky notes. */
	node(name?: string): Locator {
		const nodes = this.page.getByTestId('canvas-node');
		return name === undefined ? nodes : nodes.filter({ hasText: name });
	}
}
