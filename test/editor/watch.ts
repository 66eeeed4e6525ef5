import type { Page } from 'playwright-core';

/** Requests of a page that n8n itself answers, such as /rest/workflows. */
const OWN = /\/(rest|types)\//;

const HERE = ['127.0.0.1', 'localhost'];

/** What went wrong behind the picture: refused requests, errors of scripts. */
export interface Watch {
	/** What was seen since the last call. */
	take(): string[];
	/** Waits for nothing, and takes answers of this address with this status as they are. */
	expect(path: RegExp, status: number): void;
}

/** Listens to a page from before its first request on. Requests that leave n8n are not sent at all. */
export async function watchPage(page: Page, url: string): Promise<Watch> {
	const seen: string[] = [];
	const expected: Array<{ path: RegExp; status: number }> = [];
	const origin = new URL(url).origin;
	await page.context().route(
		({ protocol, hostname }) => protocol.startsWith('http') && !HERE.includes(hostname),
		async (route) => await route.abort(),
	);
	page.on('response', (response) => {
		const status = response.status();
		const { origin: from, pathname } = new URL(response.url());
		if (status < 400 || from !== origin || !OWN.test(pathname)) return;
		if (expected.some((one) => one.status === status && one.path.test(pathname))) return;
		seen.push(`${response.request().method()} ${pathname} answered ${status}`);
	});
	page.on('pageerror', (error) => seen.push(`script error: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() !== 'error') return;
		// Answers are looked at above; n8n's own hosts are not reached from here.
		if (/^Failed to load resource/.test(message.text())) return;
		seen.push(`console: ${message.text().slice(0, 300)}`);
	});
	return {
		take: () => seen.splice(0),
		expect: (path, status) => void expected.push({ path, status }),
	};
}
