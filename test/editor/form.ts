import type { Locator, Page } from 'playwright-core';

import type { Execution, N8nApi } from '../n8n/api';
import { choose, enter, type Control, type Entry } from './controls';

/** What no form may show. */
const NONSENSE = /\bundefined\b|\[object Object\]|\bNaN\b/;

/** The form of one node, opened on the canvas. Each method is a gesture of a person. */
export class Form {
	constructor(
		private readonly page: Page,
		private readonly api: N8nApi,
		readonly root: Locator,
		private readonly counted: (what: 'fields' | 'pickers' | 'modes', number?: number) => void,
	) {}

	/** The box of a parameter, by the parameter's name. */
	box(parameter: string): Locator {
		return this.root.getByTestId(`parameter-input-${parameter}`);
	}

	private picker(parameter: string): Locator {
		return this.root.getByTestId(`resource-locator-${parameter}`);
	}

	/** Picks a choice of a dropdown by its label. */
	async choose(parameter: string, label: string): Promise<void> {
		await choose(this.page, this.box(parameter).locator('input').first(), label);
	}

	/** Opens the list of a picker, searches, and clicks the first entry that has the text. Returns its title. */
	async pick(parameter: string, search: string, entry: RegExp | string = search): Promise<string> {
		const picker = this.picker(parameter);
		await this.nameBy(parameter, 'From list');
		await picker.getByTestId('rlc-input').click();
		const rows = this.page.locator('[data-test-id=rlc-item]:visible');
		const text = this.page.locator('[data-test-id=rlc-search]:visible');
		await text.waitFor();
		// People open a list to see what there is: it must not wait for a search.
		await rows.first().waitFor();
		if (search) await text.fill(search);
		const row = rows.filter({ hasText: entry }).first();
		await row.waitFor();
		const title = (await row.innerText()).trim();
		await row.click();
		await rows.first().waitFor({ state: 'detached' });
		this.counted('pickers');
		return title;
	}

	/** What a picker shows as chosen. */
	async picked(parameter: string): Promise<string> {
		return await this.picker(parameter).getByTestId('rlc-input').inputValue();
	}

	/** Switches a picker to another way to name a record, and types there if there is something to type. */
	async nameBy(parameter: string, way: string, text?: string): Promise<void> {
		const picker = this.picker(parameter);
		const selector = picker.getByTestId('rlc-mode-selector').locator('input');
		if ((await selector.inputValue()) !== way) await choose(this.page, selector, way);
		if (text === undefined) return;
		const input = picker.getByTestId('rlc-input');
		await input.fill(text);
		await input.blur();
		this.counted('modes');
	}

	/** Ticks choices of a dropdown that takes several. */
	async tick(parameter: string, ...labels: string[]): Promise<void> {
		const input = this.box(parameter).locator('input[role=combobox]').first();
		await choose(this.page, input, ...labels);
		this.counted('pickers');
	}

	/** Waits until a mapper shows its fields. */
	async mapperReady(): Promise<void> {
		await this.root.getByTestId('mapping-fields-container').waitFor();
	}

	/** Waits until a mapper shows its fields, or says why it shows none. */
	async mapperSettled(): Promise<void> {
		const shown = ['mapping-fields-container', 'empty-fields-notice', 'matching-column-select'];
		const css = shown.map((id) => `[data-test-id=${id}]`).join(', ');
		await this.root.locator(css).first().waitFor();
	}

	/** Labels in the menu of a mapper's button "Add field to send". */
	async addableFields(): Promise<string[]> {
		const button = this.root.getByTestId('add-fields-select').locator('button');
		const rows = await this.openMenu(button);
		const labels = await rows.allInnerTexts();
		// The key Escape would close the whole form; a click anywhere closes the menu that lies over everything.
		await button.click({ force: true });
		await rows.first().waitFor({ state: 'hidden' });
		return labels.map((label) => label.trim());
	}

	/** Adds one field to a mapper by its label. */
	async addField(label: string): Promise<void> {
		const rows = await this.openMenu(this.root.getByTestId('add-fields-select').locator('button'));
		await rows.getByText(label, { exact: true }).click();
	}

	/** Adds every field to a mapper. */
	async addAllFields(): Promise<void> {
		const dots = this.root.getByTestId('columns-parameter-input-options-container');
		const rows = await this.openMenu(dots.getByTestId('action-toggle').locator('button'));
		await rows.getByText('Add All Fields', { exact: true }).click();
	}

	private async openMenu(button: Locator): Promise<Locator> {
		await button.click();
		const rows = this.page.locator('.el-dropdown-menu:visible, [role=menu]:visible').last();
		await rows.getByRole('menuitem').first().waitFor();
		return rows.getByRole('menuitem');
	}

	/** Fills in a parameter or a mapper's field. Says which control the editor offered. */
	async fill(parameter: string, entry: Entry): Promise<Control> {
		const control = await enter(this.page, this.box(parameter), entry);
		this.counted('fields');
		return control;
	}

	/** Clicks "Execute step" and waits until the step has ended and its result is shown. */
	async execute(): Promise<Execution> {
		const started = this.page.waitForResponse(
			(response) => /\/run$/.test(response.url()) && response.request().method() === 'POST',
		);
		await this.root.getByTestId('node-execute-button').click();
		const { data } = (await (await started).json()) as { data: { executionId: string } };
		const execution = await this.api.finished(data.executionId);
		await this.root
			.getByTestId(/^node-run-status-/)
			.first()
			.waitFor();
		return execution;
	}

	/**
	 * What a person sees as wrong in the form: red marks, notices instead of fields, nonsense.
	 * @param parameters where red marks count; everywhere unless given
	 */
	async faults(parameters?: string[]): Promise<string[]> {
		const faults: string[] = [];
		const places = parameters?.map((name) => this.box(name)) ?? [this.root];
		for (const [at, place] of places.entries()) {
			const issues = await place.locator('[data-test-id=parameter-issues]:visible').count();
			if (issues > 0) faults.push(`${issues} red marks: ${parameters?.[at] ?? 'form'}`);
		}
		for (const css of ['.cm-lint-marker-error', '[data-test-id=rlc-error-container]']) {
			const count = await this.root.locator(`${css}:visible`).count();
			if (count > 0) faults.push(`${count} of ${css}`);
		}
		const text = await this.root.innerText();
		const wrong = [NONSENSE, /No [\w ]+ found in Jama Connect\./, /can be used for matching/];
		for (const pattern of wrong) {
			const found = pattern.exec(text);
			if (found) faults.push(`the form says: ${found[0]}`);
		}
		return faults;
	}

	/** The words of the step's error; undefined if there is none. */
	async error(): Promise<string | undefined> {
		const message = this.root.getByTestId('node-error-message');
		return (await message.isVisible()) ? await message.innerText() : undefined;
	}

	/** Back to the canvas. */
	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'detached' });
	}
}
