import { SEED } from '../servers/jama/seed/seed';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import type { Json } from '../n8n/api';
import type { Entry } from './controls';
import { PATIENT } from './editor';
import type { Form } from './form';
import { inForm, startSession } from './session';
import { fanOf, nodeOf, saveLogins } from './workflows';

/** A field of the mapper: what a person enters, and what Jama must have then. */
interface Filled {
	label: string;
	entry: Entry;
	stored: unknown;
}

const ANNA = 7;
/** Text without tags may be stored as it is or as a paragraph, as long as every character is there. */
const richly = (text: string) => expect.stringMatching(new RegExp(`^(<p>)?${text}(</p>)?$`));

/** One field of every kind, by its name. */
const everyKind = (title: string): Record<string, Filled> => ({
	name: { label: 'Name', entry: { text: title }, stored: title },
	description: {
		label: 'Description',
		entry: { text: `Why ${title}` },
		stored: richly(`Why ${title}`),
	},
	priority: {
		label: 'Priority',
		entry: { text: 'Medium' },
		stored: optionId('priority', 2),
	},
	release: {
		label: 'Release',
		entry: { text: 'Release 1.1', choice: /Release 1\.1/ },
		stored: expect.any(Number),
	},
	verification_method$33: {
		label: 'Verification Method (A, B, …)',
		entry: { text: 'Test, Analysis' },
		stored: [optionId('method', 1), optionId('method', 3)],
	},
	rationale$33: {
		label: 'Rationale',
		entry: { text: `Because, and "so" 100 %` },
		stored: `Because, and "so" 100 %`,
	},
	jira_key$33: { label: 'Jira Key', entry: { text: 'PUMP-4' }, stored: 'PUMP-4' },
	source_url$33: {
		label: 'Source',
		entry: { text: 'https://example.com/spec?x=1#top' },
		stored: 'https://example.com/spec?x=1#top',
	},
	effort$33: { label: 'Effort', entry: { text: '42' }, stored: 42 },
	due_date$33: {
		label: 'Due Date',
		entry: { text: '2026-03-04 00:00:00' },
		stored: '2026-03-04',
	},
	owner$33: {
		label: 'Owner',
		entry: { text: 'anna.lindqvist', choice: /Anna Lindqvist/ },
		stored: ANNA,
	},
	safety_relevant$33: {
		label: 'Safety Relevant',
		entry: { text: 'true', choice: /^\s*(yes|true)\s*$/i },
		stored: true,
	},
});
/** Left alone in every form, although "Add All Fields" shows them. */
const UNTOUCHED = ['status', 'safety_class$33'];

const onItem = (operation: string, more: Json = {}): Json => ({
	resource: 'item',
	operation,
	...more,
});

const session = startSession(async ({ editor, systems }) => {
	const { jama } = await saveLogins(editor.api, systems, 'mappers');
	const nodes = [
		nodeOf('jama', 'Create', onItem('create'), jama),
		nodeOf('jama', 'Create Test Case', onItem('create'), jama),
		nodeOf('jama', 'Update', onItem('update'), jama),
		nodeOf('jama', 'Update With Lock', onItem('updateWithLock'), jama),
		nodeOf('jama', 'Replace', onItem('replace'), jama),
		nodeOf('jama', 'Create or Update', onItem('createOrUpdate'), jama),
		nodeOf('jama', 'Update Test Run', { resource: 'testRun', operation: 'update' }, jama),
	];
	await editor.openWorkflow(await editor.api.saveWorkflow(fanOf('Mappers', nodes)));
});

const items = (): Item[] => [...session.systems.jama.state.items.values()];
const named = (name: string): Item[] => items().filter(({ fields }) => fields.name === name);
const withKey = (key: string): Item => items().find(({ documentKey }) => documentKey === key)!;

async function fillAll(form: Form, fields: Record<string, Filled>): Promise<void> {
	for (const [id, { entry }] of Object.entries(fields)) await form.fill(id, entry);
}

async function executeWell(form: Form): Promise<void> {
	expect(await form.faults()).toEqual([]);
	const execution = await form.execute();
	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
}

/** Compares the server's record with what was entered. */
function expectStored(item: Item | undefined, fields: Record<string, Filled>): void {
	const wanted = Object.entries(fields).map(([id, { stored }]) => [id, stored] as const);
	const found = wanted.map(([id]) => [id, item?.fields[id]]);
	expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
	session.editor.counted('values', wanted.length);
}

const pickProjectAndType = async (form: Form, type = 'System Requirement') => {
	await form.pick('project', 'Infusion', 'Infusion Pump');
	await form.pick('itemType', type);
	await form.mapperReady();
};

test(
	'untouched, the form asks for the project and the type and says nothing red below them',
	async () => {
		const toChoose = ['project', 'itemType'];
		const untouched = async (form: Form) => {
			await form.box('simplify').waitFor();
			await form.mapperSettled();
			expect(await form.faults()).toEqual(toChoose.map((name) => `red mark: ${name}`));
		};
		await inForm(session.editor, 'Create', untouched, { wanting: toChoose });
	},
	PATIENT,
);

test(
	'Create: every kind of field, added one by one',
	async () => {
		const fields = everyKind('Made by mouse');
		await inForm(session.editor, 'Create', async (form) => {
			await pickProjectAndType(form);
			const labels = Object.values(fields).map(({ label }) => label);
			const addable = await form.addableFields();
			expect(addable).toEqual(expect.arrayContaining(labels.filter((label) => label !== 'Name')));
			for (const label of addable.filter((one) => labels.includes(one))) await form.addField(label);
			await fillAll(form, fields);
			await executeWell(form);
		});
		const [made, ...others] = named('Made by mouse');
		expect(others).toEqual([]);
		expect(made).toMatchObject({ project: SEED.main, itemType: TYPE.system });
		expectStored(made, fields);
	},
	PATIENT,
);

test(
	'Create: the steps of a test case',
	async () => {
		const steps = [{ action: 'Press the button', expectedResult: 'It beeps', notes: '' }];
		const fields: Record<string, Filled> = {
			name: { label: 'Name', entry: { text: 'Case by mouse' }, stored: 'Case by mouse' },
			testCaseSteps: {
				label: 'Steps',
				entry: { text: JSON.stringify(steps) },
				stored: [expect.objectContaining({ action: expect.stringContaining('Press the button') })],
			},
		};
		await inForm(session.editor, 'Create Test Case', async (form) => {
			await pickProjectAndType(form, 'Test Case');
			await form.addField('Steps');
			await fillAll(form, fields);
			await executeWell(form);
		});
		expectStored(named('Case by mouse')[0], fields);
	},
	PATIENT,
);

test.each([
	['Update', 'PUMP-SYS-3'],
	['Update With Lock', 'PUMP-SYS-4'],
	['Replace', 'PUMP-SYS-5'],
])(
	'%s: every kind of field of %s, all added at once',
	async (operation, key) => {
		const fields = everyKind(`${operation} by mouse`);
		const before = structuredClone(withKey(key).fields);
		await inForm(session.editor, operation, async (form) => {
			await form.pick('itemId', key, `${key}:`);
			await form.mapperReady();
			await form.addAllFields();
			await fillAll(form, fields);
			await executeWell(form);
		});
		const item = withKey(key);
		expectStored(item, fields);
		if (operation !== 'Replace') {
			for (const name of UNTOUCHED) expect([name, item.fields[name]]).toEqual([name, before[name]]);
		}
	},
	PATIENT,
);

test(
	'Create or Update: makes one, then updates it',
	async () => {
		const fields = everyKind('Once by mouse');
		await inForm(session.editor, 'Create or Update', async (form) => {
			await pickProjectAndType(form);
			await form.pick('matchField', 'name', 'Name (name)');
			await form.fill('matchValue', { text: 'Once by mouse' });
			await form.addAllFields();
			await fillAll(form, fields);
			await executeWell(form);
			expectStored(named('Once by mouse')[0], fields);
			await form.fill('effort$33', { text: '43' });
			await executeWell(form);
		});
		const [item, ...others] = named('Once by mouse');
		expect(others).toEqual([]);
		expectStored(item, { ...fields, effort$33: { ...fields.effort$33!, stored: 43 } });
	},
	PATIENT,
);

test(
	'Test Run, Update: status, steps and who ran it, with labels',
	async () => {
		const run = items().find(({ itemType }) => itemType === TYPE.testRun);
		if (!run) throw new Error('The seed has no test run');
		// Jama derives the status of a run with steps from theirs.
		delete run.fields.testRunSteps;
		const fields: Record<string, Filled> = {
			testRunStatus: {
				label: 'Status',
				entry: { text: 'Blocked', choice: /^\s*Blocked\s*$/ },
				stored: 'BLOCKED',
			},
			assignedTo: { label: 'Assigned To', entry: { text: 'anna.lindqvist' }, stored: ANNA },
			environment$41: { label: 'Environment', entry: { text: 'Lab 2' }, stored: 'Lab 2' },
		};
		await inForm(session.editor, 'Update Test Run', async (form) => {
			await form.nameBy('testRunId', 'By ID', String(run.id));
			await form.mapperReady();
			for (const { label } of Object.values(fields)) await form.addField(label);
			await fillAll(form, fields);
			await executeWell(form);
		});
		expectStored(session.systems.jama.state.items.get(run.id), fields);
	},
	PATIENT,
);
