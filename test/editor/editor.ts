import { join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import type { N8nApi } from '../n8n/api';
import { connect, prepared } from '../n8n/prepared';
import { AT_MOST, countGestures, gesturesIn, noteTask, type Task } from './clicks';
import { Form } from './form';
import { counter } from './tally';
import { watchPage, type Watch } from './watch';

const ARGUMENTS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** How long the editor may take for one step, on a slow machine. */
const PATIENCE = 90_000;

/** How long a test may take, on a slow machine. */
export const PATIENT = 300_000;

/** n8n's editor in a browser, signed in. */
export class Editor {
	readonly counted = counter(prepared().folder);
	private workflow = '';
	private failed = false;
	private mustReopen = false;

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		readonly api: N8nApi,
		private readonly url: string,
		readonly watch: Watch,
	) {}

	/** Starts the browser, signs in, and looks for nothing yet. */
	static async open(): Promise<Editor> {
		const { program = '' } = prepared().browser ?? {};
		const { api } = connect();
		selectors.setTestIdAttribute('data-test-id');
		// As n8n names itself, so that the window of an OAuth2 sign-in comes back to the same place.
		const url = api.url.replace('127.0.0.1', 'localhost');
		const browser = await chromium.launch({ executablePath: program, args: ARGUMENTS });
		const context = await browser.newContext({
			viewport: { width: 1280, height: 1000 },
			reducedMotion: 'reduce',
		});
		await context.addCookies(
			api.cookies.split('; ').map((cookie) => {
				const [name = '', ...value] = cookie.split('=');
				return { name, value: value.join('='), url };
			}),
		);
		const page = await context.newPage();
		await countGestures(page);
		page.setDefaultTimeout(PATIENCE);
		return new Editor(browser, page, api, url, await watchPage(page, url));
	}

	/** Opens a saved workflow. */
	async openWorkflow(id: string): Promise<void> {
		this.workflow = id;
		this.mustReopen = false;
		await this.page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Names of the nodes on the canvas, or of those that have a mark, such as that of what is missing; in order. */
	async nodesOnCanvas(mark?: string): Promise<string[]> {
		const nodes = this.page.getByTestId('canvas-node');
		const shown = mark ? nodes.filter({ has: this.page.getByTestId(mark) }) : nodes;
		const names = await shown.evaluateAll((all) =>
			all.map((node) => node.getAttribute('data-node-name') ?? ''),
		);
		return names.sort();
	}

	/** Opens a node's form by a double click on the canvas. */
	async openNode(name: string): Promise<Form> {
		// What a failed test has left open must not fail the next one.
		if (this.mustReopen) await this.openWorkflow(this.workflow);
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		return await this.formThatIsOpen();
	}

	/** Attaches a tool to an agent: the plus below it, and a search in the panel of nodes. Its form is open then. */
	async attachTool(agent: string, search: string): Promise<Form> {
		const node = this.page.locator(`[data-test-id=canvas-node][data-node-name="${agent}"]`);
		const handle = node.locator('[data-connection-type=ai_tool], [data-handleid*=ai_tool]').first();
		// Before the editor has all types of nodes, it offers another list.
		await this.page.waitForLoadState('networkidle');
		await handle.getByTestId('canvas-handle-plus').click();
		const creator = this.page.getByTestId('node-creator');
		const entries = creator.getByTestId('node-creator-item-name');
		await entries.filter({ hasText: 'Action in an app' }).waitFor();
		await creator.getByTestId('node-creator-search-bar').fill(search);
		await this.picture('tools of an agent');
		await entries.filter({ hasText: search }).first().click();
		return await this.formThatIsOpen();
	}

	private async formThatIsOpen(): Promise<Form> {
		const root = this.page.getByTestId('ndv');
		await root.getByTestId('node-parameters').waitFor();
		this.counted('forms');
		return new Form(this.page, this.api, root, (what, number) => this.counted(what, number));
	}

	/** Publishes the open workflow with the button above the canvas, and waits until its triggers are on. */
	async publish(): Promise<void> {
		const activated = this.page.waitForResponse((one) => /\/activate$/.test(one.url()));
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await (await activated).finished();
		await this.eventually('published', async () => {
			const path = `/rest/workflows/${this.workflow}/publication-status`;
			const { status } = await this.api.request<{ status: string }>('GET', path);
			return status === 'published';
		});
	}

	/** Asks until something holds that takes its time on the server. */
	async eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
		for (const since = Date.now(); !(await holds()); await this.page.waitForTimeout(200)) {
			if (Date.now() - since > PATIENCE) throw new Error(`${what}: not after ${PATIENCE / 1000} s`);
		}
	}

	/** Does a task by mouse: it may take so many clicks and texts, and no more. */
	async inFewClicks<T>(task: Task | undefined, gestures: () => Promise<T>): Promise<T> {
		await gesturesIn(this.page);
		const result = await gestures();
		if (task === undefined) return result;
		const taken = await gesturesIn(this.page);
		noteTask(prepared().folder, task, taken);
		const { clicks, texts } = AT_MOST[task];
		if (taken.clicks > clicks || taken.texts > texts)
			throw new Error(`${task}: ${taken.clicks} clicks and ${taken.texts} texts are too many`);
		return result;
	}

	/** Keeps a picture, if pictures are wanted. */
	async picture(name: string): Promise<void> {
		const { pictures } = prepared().browser ?? {};
		if (pictures) await this.page.screenshot({ path: join(pictures, `${fileName(name)}.png`) });
	}

	/** Keeps a picture of the whole canvas without what stands around it, if pictures are wanted. */
	async pictureOfCanvas(name: string): Promise<void> {
		const { pictures } = prepared().browser ?? {};
		if (!pictures) return;
		await this.page.setViewportSize({ width: 1600, height: 700 });
		// Before, icons are missing.
		await this.page.waitForLoadState('networkidle');
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.mouse.move(0, 0);
		const path = join(pictures, `${fileName(name)}.png`);
		await this.page.getByTestId('canvas').screenshot({ path });
	}

	/** Runs a test's gestures; when one fails, the picture of that moment is kept. */
	async picturing(name: string, gestures: () => Promise<void>): Promise<void> {
		this.mustReopen = this.failed;
		// Until they are through: jest may end a test in the middle of them.
		this.failed = true;
		try {
			await gestures();
			this.failed = false;
		} catch (error) {
			const path = join(prepared().browser?.failures ?? '', `${fileName(name)}.png`);
			await this.page.screenshot({ path }).catch(() => undefined);
			console.log(`picture of the failure: ${path}`);
			this.watch.take();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}

const fileName = (name: string) => name.replace(/[^\w-]+/g, '-').toLowerCase();
