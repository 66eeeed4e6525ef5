import type { Locator, Page } from 'playwright-core';

/** What the dialog shows after a test. */
export interface Verdict {
	good: boolean;
	/** The words behind "More details"; empty when the test went well. */
	words: string;
}

const GOOD = 'credentials-config-container-test-success';

/** The dialog in which a credential is edited. */
export class CredentialDialog {
	readonly root: Locator;

	constructor(
		private readonly page: Page,
		private readonly counted: (what: 'fields' | 'credentials') => void,
	) {
		this.root = page.getByTestId('editCredential-modal');
	}

	/** Opens the dialog from a node's form. */
	async open(form: Locator): Promise<void> {
		await form.getByTestId('credential-edit-button').click();
		await this.root.getByTestId('credential-connection-parameter').first().waitFor();
	}

	/** Types into a field, by the field's name. */
	async fill(field: string, text: string): Promise<void> {
		const input = this.root.getByTestId(`parameter-input-${field}`).locator('input').first();
		await input.click();
		await input.fill(text);
		await input.blur();
		this.counted('fields');
	}

	/** Clicks "Save" and waits until it is saved. */
	async save(): Promise<void> {
		const saved = this.page.waitForResponse(
			(response) =>
				/\/rest\/credentials\/\w+$/.test(response.url()) && response.request().method() === 'PATCH',
		);
		await this.root.getByTestId('credential-save-button').locator('button').click();
		await (await saved).finished();
	}

	/** Clicks "Save" and reads what the dialog says of the test that follows. */
	async saveAndTest(): Promise<Verdict> {
		const tested = this.page.waitForResponse((one) => /credentials\/test$/.test(one.url()));
		await this.save();
		const { data } = (await (await tested).json()) as {
			data: { status: string; message: string };
		};
		this.counted('credentials');
		if (data.status === 'OK') {
			await this.root.getByTestId(GOOD).waitFor();
			return { good: true, words: '' };
		}
		await this.root.getByText('More details').click();
		await this.root.getByText(data.message.trim()).first().waitFor();
		return { good: false, words: data.message };
	}

	/** Connects an OAuth2 account: the window that opens is the other system's, which here agrees at once. */
	async connect(): Promise<void> {
		const window = this.page.waitForEvent('popup');
		await this.root.getByTestId('quick-connect-button').click();
		await window;
		await this.root.getByTestId('oauth-connect-success-banner').waitFor();
		this.counted('credentials');
	}

	/** Connects an OAuth2 account that the other system refuses: what the window that opens says. */
	async failToConnect(words: RegExp): Promise<string> {
		const opened = this.page.waitForEvent('popup');
		await this.root.getByTestId('quick-connect-button').click();
		const window = await opened;
		await window.getByText(words).first().waitFor();
		const text = await window.locator('body').innerText();
		await window.close();
		this.counted('credentials');
		return text;
	}

	async close(): Promise<void> {
		// The key Escape would close the node's form as well.
		await this.root.locator('.el-dialog__headerbtn').click();
		await this.root.waitFor({ state: 'detached' });
	}
}
