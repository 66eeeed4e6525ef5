import type { Locator, Page } from 'playwright-core';

import type { Execution, N8nApi } from '../n8n/api';
import { choose, enter, type Control, type Entry } from './controls';

/** What no form may say. */
const NONSENSE = [
	/\bundefined\b|\[object Object\]|\bNaN\b/,
	/No [\w ]+ found in Jama Connect\./,
	/can be used for matching/,
];

/** The mark at a line of JSON that cannot be read. */
export const JSON_MARK = '.cm-lint-marker-error';
/** Marks of what is wrong, but for red marks of parameters. */
const ERRORS = [JSON_MARK, '[data-test-id=rlc-error-container]'];

/** What is expected of a form. */
export interface Wanted {
	/** Where red marks count; everywhere unless given. */
	of?: readonly string[];
	/** Where red marks are right, since something has to be entered there. */
	wanting?: readonly string[];
	/** What has to be there. */
	labels?: readonly string[];
	/** Other marks that are right. */
	errors?: readonly string[];
}

/**
 * Runs in the page, so that a form is read at once: red marks, other errors, and every word but those of the output, where
 * n8n's table says "undefined" of a row that lacks a column.
 */
function readForm(root: HTMLElement, errors: string[]) {
	const shown = (css: string) =>
		Array.from(root.querySelectorAll(css)).filter((mark) => mark.getClientRects().length > 0);
	const nameOf = (mark: Element) =>
		mark
			.closest('[data-test-id^=parameter-input-], [data-test-id^=resource-locator-]')
			?.getAttribute('data-test-id')
			?.replace(/^(parameter-input|resource-locator)-/, '') ?? 'form';
	const output = root.querySelector('[data-test-id=output-panel]');
	const wordsOf = (element: Element): string => {
		if (element === output) return '';
		if (!element.contains(output)) return (element as HTMLElement).innerText ?? '';
		return Array.from(element.children).map(wordsOf).join('\n');
	};
	return {
		marked: shown('[data-test-id=parameter-issues]').map(nameOf),
		errors: errors.flatMap((css) => shown(css).map(() => css)),
		text: wordsOf(root),
	};
}

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

	/** What the node has put out. */
	get output(): Locator {
		return this.root.getByTestId('output-panel');
	}

	private picker(parameter: string): Locator {
		return this.root.getByTestId(`resource-locator-${parameter}`);
	}

	/** Picks a choice of a dropdown by its label. */
	async choose(parameter: string, label: string): Promise<void> {
		await choose(this.page, this.box(parameter).locator('input').first(), [label]);
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

	/** Opens the list of a picker, and closes it when what it asks for is there. */
	async openList(parameter: string, arrived: () => Promise<void>): Promise<void> {
		const asked = this.page.waitForRequest(/resource-locator-results/);
		await this.picker(parameter).getByTestId('rlc-input').click();
		await asked;
		await arrived();
		await this.root.getByTestId('tab-params').click();
	}

	/** What a picker shows as chosen. */
	async picked(parameter: string): Promise<string> {
		return await this.picker(parameter).getByTestId('rlc-input').inputValue();
	}

	/** Switches a picker to another way to name a record, and types there if there is something to type. */
	async nameBy(parameter: string, way: string, text?: string): Promise<void> {
		const picker = this.picker(parameter);
		const selector = picker.getByTestId('rlc-mode-selector').locator('input');
		if ((await selector.inputValue()) !== way) await choose(this.page, selector, [way]);
		if (text === undefined) return;
		const input = picker.getByTestId('rlc-input');
		await input.fill(text);
		await input.blur();
		this.counted('modes');
	}

	/** Ticks choices of a dropdown that takes several, and closes it unless the next click may do that. */
	async tick(parameter: string, labels: readonly string[], staysOpen = false): Promise<void> {
		const input = this.box(parameter).locator('input[role=combobox]').first();
		await choose(this.page, input, labels, staysOpen);
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
	 * What a person sees as wrong in the form: red marks, errors of lists, notices instead of fields, nonsense, labels
	 * that are not there.
	 */
	async faults({ of, wanting = [], labels = [], errors: right = [] }: Wanted = {}): Promise<
		string[]
	> {
		const { marked, errors, text } = await this.root.evaluate(readForm, ERRORS);
		const counts = (name: string) =>
			of === undefined ? !wanting.includes(name) : of.includes(name);
		// A long label is cut off.
		const isThere = (label: string) => text.includes(label.slice(0, 20));
		return [
			...marked.filter(counts).map((name) => `red mark: ${name}`),
			...errors.filter((css) => !right.includes(css)),
			...NONSENSE.flatMap((pattern) => pattern.exec(text) ?? []).map(
				(said) => `the form says: ${said}`,
			),
			...labels.filter((label) => !isThere(label)).map((label) => `'${label}' is not shown`),
		];
	}

	/** The words of the step's error; undefined if there is none. */
	async error(): Promise<string | undefined> {
		const message = this.root.getByTestId('node-error-message');
		return (await message.isVisible()) ? await message.innerText() : undefined;
	}

	/** Waits until the form is the one of a node. */
	async isOf(name: string): Promise<void> {
		await this.root.getByText(name, { exact: true }).filter({ visible: true }).first().waitFor();
		await this.root.getByTestId('node-parameters').waitFor();
	}

	/** On to the node that follows. */
	async next(): Promise<void> {
		await this.page.keyboard.press('ControlOrMeta+Shift+Alt+ArrowRight');
	}

	/** Clicks "Execute step" where n8n does not even start: what it says then. */
	async executeInVain(): Promise<{ what: string; toDo: string }> {
		await this.root.getByTestId('node-execute-button').click();
		const toast = this.page.locator('.el-notification').last();
		const what = (await toast.locator('.el-notification__title').innerText()).trim();
		const toDo = (await toast.locator('.el-notification__content').innerText()).trim();
		await toast.locator('.el-notification__closeBtn').click();
		return { what, toDo };
	}

	/** What the panel says of the step's error: what happened, and what to do. */
	async errorPanel(): Promise<{ what: string; toDo: string }> {
		const view = this.root.locator('.node-error-view').first();
		const message = view.getByTestId('node-error-message');
		await message.waitFor();
		const description = view.getByTestId('node-error-description');
		return {
			what: (await message.innerText()).trim(),
			toDo: (await description.isVisible()) ? (await description.innerText()).trim() : '',
		};
	}

	/** Back to the canvas. */
	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'detached' });
	}
}
