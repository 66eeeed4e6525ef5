import type { Locator, Page } from 'playwright-core';

/** What is to be entered, for whichever control the editor shows. */
export interface Entry {
	/** What is typed into a text. */
	text: string;
	/** The choice in a dropdown; the text unless it says more than that. */
	choice?: RegExp;
}

export type Control = 'switch' | 'number' | 'date' | 'choice' | 'code' | 'text';

const MARKS: Array<[Control, string]> = [
	['switch', '[role=switch]'],
	['number', '[data-test-id=input-number] input'],
	['date', '.el-date-editor input'],
	['choice', 'input[role=combobox]'],
	['code', '.cm-content'],
	['text', '[data-test-id=parameter-input-field]'],
];

const exactly = (text: string) =>
	new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** The dropdown around its input: chosen entries may lie over the input itself. */
const dropdownOf = (input: Locator) =>
	input.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " el-select ")][1]');

/** How often a dropdown is opened until it shows a choice, and how long it is waited for each time (ms). */
const OPENINGS = 10;
const OPENING = 2_000;

/** Opens a dropdown and clicks choices, as the mouse does; then closes it if it is still open and should not be. */
export async function choose(
	page: Page,
	input: Locator,
	choices: ReadonlyArray<RegExp | string>,
	staysOpen = false,
): Promise<void> {
	// The editor keeps closed dropdowns in the page, and draws one anew when what it asked the node for has come.
	const options = page.locator('[role=option]:visible');
	for (const choice of choices) {
		const wanted = typeof choice === 'string' ? exactly(choice) : choice;
		// Below its name, a choice may have a description.
		const named = { has: page.locator('.option-headline', { hasText: wanted }) };
		const option = options.filter({ hasText: wanted }).or(options.filter(named)).first();
		for (let attempt = 1; !(await option.isVisible()); attempt++) {
			if (attempt > OPENINGS) throw new Error(`There is no choice ${String(choice)}`);
			if ((await options.count()) === 0) await dropdownOf(input).click();
			await option.waitFor({ timeout: OPENING }).catch(() => undefined);
		}
		await option.click();
	}
	if (!staysOpen && (await options.count()) > 0) {
		if ((await input.getAttribute('aria-expanded')) === 'true') await dropdownOf(input).click();
		await options.first().waitFor({ state: 'hidden' });
	}
}

/** Which control stands in a box: the first of the known ones. */
export async function controlOf(box: Locator): Promise<{ control: Control; input: Locator }> {
	await box
		.locator(MARKS.map(([, css]) => css).join(', '))
		.first()
		.waitFor({ state: 'attached' });
	for (const [control, css] of MARKS) {
		const input = box.locator(css).first();
		if ((await input.count()) > 0) return { control, input };
	}
	throw new Error('The editor shows a control that these tests do not know');
}

/** Enters a value by mouse and keyboard into whatever control the editor shows for it. */
export async function enter(page: Page, box: Locator, { text, choice }: Entry): Promise<Control> {
	const { control, input } = await controlOf(box);
	switch (control) {
		case 'switch':
			// The switch itself is an invisible checkbox; people click on what is drawn.
			if ((await input.isChecked()) !== (text === 'true')) await box.locator('.el-switch').click();
			break;
		case 'choice':
			await choose(page, input, [choice ?? text]);
			break;
		case 'code':
			await input.click();
			await page.keyboard.press('ControlOrMeta+A');
			// As when it is pasted: typed one by one, brackets and quotes close by themselves.
			await page.keyboard.insertText(text);
			break;
		case 'date':
			await input.click();
			await input.fill(text);
			await input.press('Enter');
			break;
		case 'number':
		case 'text':
			await input.click();
			await input.fill(text);
			await input.blur();
			break;
	}
	return control;
}
