import type { Page, Request } from 'playwright-core';

/** Requests of a page that n8n itself answers, such as /rest/workflows. */
const OWN = /\/(rest|types)\//;

/** Requests for what a form lists. */
const LIST = /\/rest\/dynamic-node-parameters\//;

const HERE = ['127.0.0.1', 'localhost'];

/** What went wrong behind the picture: rejected requests, errors of scripts. */
export interface Watch {
	/** What was seen since the last call. */
	take(): string[];
	/** Takes responses of this address with this status as they are. */
	expect(path: RegExp, status: number): void;
	/** Waits until everything that the form asked for is there and drawn. */
	quiet(): Promise<void>;
}

/** The name of the list that came back without any row; undefined for one that has rows. */
async function emptyList(request: Request): Promise<string | undefined> {
	const { methodName } = request.postDataJSON() as { methodName?: string };
	const response = await request.response();
	const { data } = (await response?.json()) as { data?: unknown };
	const rows = Array.isArray(data) ? data : (data as { results?: unknown[] } | undefined)?.results;
	return rows?.length === 0 ? (methodName ?? 'of a request') : undefined;
}

/**
 * Whether a list was asked for after its form went away: n8n asks for the next page of a closing list a second later, and then
 * has no value for any parameter, not even for those that are no expressions.
 */
function isOfClosedForm(request: Request): boolean {
	if (!LIST.test(request.url())) return false;
	const { currentNodeParameters = {} } = request.postDataJSON() as {
		currentNodeParameters?: Record<string, unknown>;
	};
	return currentNodeParameters.authentication === null && currentNodeParameters.resource === null;
}

/** Listens to a page from before its first request on. Requests that leave n8n are not sent at all. */
export async function watchPage(page: Page, url: string): Promise<Watch> {
	const seen: string[] = [];
	const expected: Array<{ path: RegExp; status: number }> = [];
	const lists = new Set<Request>();
	const origin = new URL(url).origin;
	let listsEnd: () => void = () => undefined;
	const ends = (request: Request) => {
		lists.delete(request);
		if (lists.size === 0) listsEnd();
	};
	await page.context().route(
		({ protocol, hostname }) => protocol.startsWith('http') && !HERE.includes(hostname),
		async (route) => await route.abort(),
	);
	page.on('request', (request) => {
		if (LIST.test(request.url())) lists.add(request);
	});
	page.on('requestfailed', ends);
	page.on('requestfinished', (request) => {
		if (!lists.has(request)) return;
		void emptyList(request)
			.then((name) => void (name && seen.push(`the list ${name} is empty`)))
			// A page that has gone takes its responses along; a rejected request is seen below.
			.catch(() => undefined)
			.finally(() => ends(request));
	});
	page.on('response', (response) => {
		const status = response.status();
		const { origin: from, pathname } = new URL(response.url());
		if (status < 400 || from !== origin || !OWN.test(pathname)) return;
		if (expected.some((one) => one.status === status && one.path.test(pathname))) return;
		if (isOfClosedForm(response.request())) return;
		seen.push(`${response.request().method()} ${pathname} answered ${status}`);
	});
	page.on('pageerror', (error) => seen.push(`script error: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() !== 'error') return;
		// Responses are looked at above; n8n's own hosts are not reached from here.
		if (/^Failed to load resource/.test(message.text())) return;
		seen.push(`console: ${message.text().slice(0, 300)}`);
	});
	/** Two frames: what a change has to draw or to ask for is under way then. */
	const drawn = async () =>
		await page.evaluate(
			async () =>
				await new Promise<void>((done) =>
					requestAnimationFrame(() => requestAnimationFrame(() => done())),
				),
		);
	return {
		take: () => seen.splice(0),
		expect: (path, status) => void expected.push({ path, status }),
		quiet: async () => {
			await drawn();
			while (lists.size > 0) {
				await new Promise<void>((done) => (listsEnd = done));
				await drawn();
			}
		},
	};
}
