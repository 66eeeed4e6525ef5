import { join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import type { N8nApi } from '../n8n/api';
import { connect, prepared } from '../n8n/prepared';
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

	/** Opens a node's form by a double click on the canvas. */
	async openNode(name: string): Promise<Form> {
		// What a failed test has left open must not fail the next one.
		if (this.mustReopen) await this.openWorkflow(this.workflow);
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		const root = this.page.getByTestId('ndv');
		await root.getByTestId('node-parameters').waitFor();
		this.counted('forms');
		return new Form(this.page, this.api, root, (what, number) => this.counted(what, number));
	}

	/** Keeps a picture, if pictures are wanted. */
	async picture(name: string): Promise<void> {
		const { pictures } = prepared().browser ?? {};
		if (pictures) await this.page.screenshot({ path: join(pictures, `${fileName(name)}.png`) });
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
