import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import type { JamaServer } from '../servers/jama';
import type { Json } from '../n8n/api';
import { JSON_MARK, type Form } from './form';

/** A usual mistake: made by mouse, and what the panel has to say to it. */
export interface Mistake {
	title: string;
	/** How the form stands before the mistake is made in it. */
	parameters: Json;
	/** Whose login is used; the integration account's unless said otherwise. */
	login?: 'reader';
	/** What is wrong on the server's side. */
	prepare?: (jama: JamaServer) => void;
	make: (form: Form, jama: JamaServer) => Promise<void>;
	/** What happened, in the panel's heading. */
	what: RegExp;
	/** What to do, below it. */
	toDo: RegExp;
	/** The parameter that has a red mark, where n8n does not even start. */
	marked?: string;
	/** Marks that the editor itself shows at once. */
	errors?: string[];
}

const locator = (mode: string) => (value: number | string) => ({ __rl: true, mode, value });
const byId = locator('id');

const withKey = ({ state }: JamaServer, key: string): Item => {
	const found = [...state.items.values()].find(({ documentKey }) => documentKey === key);
	if (!found) throw new Error(`The seed has no ${key}`);
	return found;
};

const on = (operation: string, more: Json = {}): Json => ({
	resource: 'item',
	operation,
	...more,
});
const creating = on('create', {
	project: byId(SEED.main),
	itemType: byId(TYPE.system),
	fieldsInput: 'json',
	fieldsJson: '{ "name": "Mistaken" }',
});
const relating: Json = { resource: 'relationship', operation: 'create' };

/** The twelve mistakes that users of such nodes make. */
export const MISTAKES: Mistake[] = [
	{
		title: 'an empty required field',
		parameters: on('get'),
		make: async () => undefined,
		what: /cannot start/,
		toDo: /Parameter "Item" is required/,
		marked: 'itemId',
	},
	{
		title: 'a deleted item',
		parameters: on('get'),
		make: async (form, jama) => {
			const { id } = withKey(jama, 'PUMP-SYS-7');
			await form.nameBy('itemId', 'By ID', String(id));
			jama.state.items.delete(id);
		},
		what: /^Item \d+ not found$/,
		toDo: /^It may be deleted, or out of sight/,
	},
	{
		title: 'JSON with a comma too many',
		parameters: creating,
		make: async (form) => {
			await form.fill('fieldsJson', { text: '{ "name": "Mistaken", }' });
		},
		errors: [JSON_MARK],
		what: /^'Fields' is not valid JSON/,
		toDo: /Check quotes, commas and braces/,
	},
	{
		title: 'an unknown label',
		parameters: creating,
		make: async (form) => {
			await form.fill('fieldsJson', { text: '{ "name": "Mistaken", "Priority": "Hgh" }' });
		},
		what: /Hgh/,
		toDo: /High/,
	},
	{
		title: 'an item that somebody has locked',
		parameters: on('update', { fieldsInput: 'json', fieldsJson: '{ "name": "Mistaken" }' }),
		prepare: (jama) => {
			withKey(jama, 'PUMP-SYS-8').lock = { locked: true, lockedBy: 7, lastLockedDate: Date.now() };
		},
		make: async (form) => {
			await form.nameBy('itemId', 'By Key', 'PUMP-SYS-8');
		},
		what: /locked by another user/,
		toDo: /unlock it with the operation Unlock.*Nothing was changed/,
	},
	{
		title: 'no permission',
		parameters: on('get'),
		login: 'reader',
		make: async (form, jama) => {
			await form.nameBy('itemId', 'By ID', String(withKey(jama, 'PUMP-SYS-9').id));
		},
		what: /do not have access/,
		toDo: /^The user of the credential may not see this\. Ask a project administrator/,
	},
	{
		title: 'a wrong document key',
		parameters: on('get'),
		make: async (form) => {
			await form.nameBy('itemId', 'By Key', 'PUMP-SYS-99999');
		},
		what: /"PUMP-SYS-99999" was not found/,
		toDo: /Check the spelling/,
	},
	{
		title: 'the limit reached',
		parameters: on('get'),
		// With no pause asked for, so that the test need not wait.
		prepare: ({ switches }) =>
			void switches.failNext.push({
				path: '*',
				status: 429,
				headers: { 'retry-after': '0' },
				body: { meta: { status: 'Too Many Requests', message: 'API throttling limit exceeded' } },
				times: 'always',
			}),
		make: async (form) => {
			await form.nameBy('itemId', 'By ID', '20');
		},
		what: /limit/,
		toDo: /Lower 'Requests per Second' in the credential/,
	},
	{
		title: 'a server that is too slow',
		parameters: {
			resource: 'customApi',
			operation: 'request',
			method: 'POST',
			body: '{ "project": 2 }',
			options: { timeout: 500 },
		},
		prepare: ({ switches }) =>
			void switches.failNext.push({ path: '*', status: 'hang', times: 'always' }),
		make: async (form) => {
			await form.fill('relativeUrl', { text: '/items' });
		},
		what: /did not respond in time/,
		toDo: /It may have been carried out. Look at/,
	},
	{
		title: 'a relationship that the rules forbid',
		parameters: relating,
		prepare: ({ state }) => {
			for (const set of state.ruleSets.values()) {
				set.projects = set.allowUnlisted ? [] : set.rules.length > 0 ? [SEED.main] : [];
			}
		},
		make: async (form) => {
			await form.nameBy('fromItem', 'By Key', 'PUMP-TC-1');
			await form.nameBy('toItem', 'By Key', 'PUMP-SYS-1');
		},
		what: /rule/,
		toDo: /allows 'System Requirement' to 'Test Case'.*Swap 'From Item' and 'To Item'/,
	},
	{
		title: 'a relationship that is there already',
		parameters: relating,
		make: async (form, { state }) => {
			const [first] = state.relationships.values();
			await form.nameBy('fromItem', 'By ID', String(first?.fromItem));
			await form.nameBy('toItem', 'By ID', String(first?.toItem));
		},
		what: /./,
		toDo: /already/,
	},
	{
		title: 'a set without a child item type',
		parameters: on('create', {
			project: byId(SEED.main),
			itemType: { __rl: true, mode: 'list', value: '' },
			fieldsInput: 'json',
			fieldsJson: '{ "name": "Mistaken" }',
		}),
		make: async (form) => {
			await form.nameBy('itemType', 'By Name', 'Set');
		},
		what: /./,
		toDo: /Child Item Type/,
	},
];
