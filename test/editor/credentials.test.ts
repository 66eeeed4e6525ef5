import { startJiraServer, type JiraServer } from '../servers/jira';
import type { Json } from '../n8n/api';
import { CredentialDialog } from './credentialDialog';
import { PATIENT } from './editor';
import { startSession, type Session } from './session';
import { fanOf, nodeOf, UNTHROTTLED } from './workflows';

interface Login {
	title: string;
	type: string;
	node: 'jama' | 'jiraAgile';
	authentication: string;
	/** What a person types. */
	good: (session: Session) => Record<string, string>;
	bad: Record<string, string>;
	/** What the dialog says to that. */
	words: RegExp;
}

let dataCenter: JiraServer;

const LOGINS: Login[] = [
	{
		title: 'Jama user',
		type: 'jamaApi',
		node: 'jama',
		authentication: 'basic',
		good: ({ systems }) => ({ baseUrl: systems.jama.url, ...systems.jama.logins.basic }),
		bad: { password: 'wrong' },
		words: /user name and password/,
	},
	{
		title: 'Jama client',
		type: 'jamaOAuth2Api',
		node: 'jama',
		authentication: 'oAuth2',
		good: ({ systems }) => ({ baseUrl: systems.jama.url, ...systems.jama.logins.oauth }),
		bad: { clientSecret: 'wrong' },
		// The words are n8n's and the server's: n8n fetches the token itself.
		words: /token|client/i,
	},
	{
		title: 'Jira user',
		type: 'jiraAgileApi',
		node: 'jiraAgile',
		authentication: 'basic',
		good: ({ systems }) => ({ baseUrl: systems.jira.url, ...systems.jira.logins.basic }),
		bad: { password: 'wrong' },
		words: /API token/,
	},
	{
		title: 'Jira token',
		type: 'jiraAgilePatApi',
		node: 'jiraAgile',
		authentication: 'personalAccessToken',
		good: () => ({ baseUrl: dataCenter.url, token: dataCenter.logins.token }),
		bad: { token: 'wrong' },
		words: /personal access token that has not expired/,
	},
];
const CONNECTED = { title: 'Jira account', type: 'jiraAgileOAuth2Api' };

const session = startSession(async ({ editor }) => {
	dataCenter = await startJiraServer({ deployment: 'dataCenter' });
	const node = async (title: string, type: string, on: Login['node'], authentication: string) => {
		const login = await editor.api.saveCredential(title, type, { ...UNTHROTTLED } as Json);
		return nodeOf(on, title, { authentication }, login);
	};
	const nodes = [await node(CONNECTED.title, CONNECTED.type, 'jiraAgile', 'oAuth2')];
	for (const { title, type, node: on, authentication } of LOGINS) {
		nodes.push(await node(title, type, on, authentication));
	}
	await editor.openWorkflow(await editor.api.saveWorkflow(fanOf('Credentials', nodes)));
});

afterAll(async () => await dataCenter?.close());

async function inDialog(title: string, gestures: (dialog: CredentialDialog) => Promise<void>) {
	const { editor } = session;
	await editor.picturing(title, async () => {
		const form = await editor.openNode(title);
		const dialog = new CredentialDialog(editor.page, (what) => editor.counted(what));
		await dialog.open(form.root);
		await gestures(dialog);
		expect(await dialog.root.innerText()).not.toMatch(/\bundefined\b|\[object Object\]/);
		await dialog.close();
		await form.close();
	});
	expect(editor.watch.take()).toEqual([]);
}

test.each(LOGINS.map((login) => [login.type, login] as const))(
	'%s: what is wrong is said in words, what is right is accepted',
	async (_type, { title, good, bad, words }) => {
		const right = good(session);
		// The lists of the form behind the dialog are read with the credential, too, while it is empty or wrong.
		session.editor.watch.expect(/\/dynamic-node-parameters\/options$/, 500);
		await inDialog(title, async (dialog) => {
			for (const [field, text] of Object.entries({ ...right, ...bad })) {
				await dialog.fill(field, text);
			}
			const refused = await dialog.saveAndTest();
			await session.editor.picture(`${title} refused`);
			expect(refused).toEqual({ good: false, words: expect.stringMatching(words) });
			for (const field of Object.keys(bad)) await dialog.fill(field, right[field] ?? '');
			expect(await dialog.saveAndTest()).toEqual({ good: true, words: '' });
			await session.editor.picture(`${title} accepted`);
		});
	},
	PATIENT,
);

test(
	'jiraAgileOAuth2Api: an account is connected with two clicks',
	async () => {
		await inDialog(CONNECTED.title, async (dialog) => {
			const { url, logins } = session.systems.jira;
			const { clientId, clientSecret } = logins.oauth;
			const typed = { clientId, clientSecret, baseUrl: url, authBaseUrl: url, apiBaseUrl: url };
			for (const [field, text] of Object.entries(typed)) await dialog.fill(field, text);
			await dialog.fill('clientSecret', 'wrong');
			// The words are n8n's: n8n fetches the token itself.
			expect(await dialog.failToConnect(/Failed to connect/)).not.toContain('wrong');
			await dialog.fill('clientSecret', clientSecret);
			await dialog.connect();
			await session.editor.picture('Jira account connected');
		});
		const granted = session.systems.jira.requests.filter(({ path }) => path === '/oauth/token');
		expect(granted.map(({ body, status }) => [(body as Json).grant_type, status < 300])).toEqual([
			['authorization_code', false],
			['authorization_code', true],
		]);
	},
	PATIENT,
);
