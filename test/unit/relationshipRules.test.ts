import type { Row } from '../../nodes/shared/values/row';
import { BadResponse } from '../../nodes/shared/http/errors';
import { explainRules, readRuleSet } from '../../nodes/Jama/traceability/relationshipWrites';
import { createRelationship } from '../../nodes/Jama/traceability/relationshipWrites';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';

const NAMES = {
	itemTypes: new Map([
		[33, 'Requirement'],
		[34, 'Feature'],
		[35, 'Test Case'],
	]),
	relationshipTypes: new Map([[2, 'Derived from']]),
	projects: new Map([
		[1, "'Pump'"],
		[2, "'Bike'"],
	]),
};
const from = { itemType: 33, project: 1 };
const to = { itemType: 34, project: 2 };
const rule = (fromItemType: number, toItemType: number) => ({
	fromItemType,
	toItemType,
	relationshipType: 2,
});
const set = (name: string, project: number, row: Row) => readRuleSet({ name, ...row }, [project]);
const explain = (...sets: ReturnType<typeof set>[]) => explainRules(from, to, sets, NAMES);

describe('readRuleSet', () => {
	const rules = [{ from: 33, to: 34, relationshipType: 2 }];
	test.each<[string, Row]>([
		['numbers', { rules: [rule(33, 34)] }],
		['text', { rules: [{ fromItemType: '33', toItemType: '34', relationshipType: '2' }] }],
		['objects', { relationshipRules: [{ from: { id: 33 }, to: { id: 34 }, type: { id: 2 } }] }],
		['other names', { rules: [{ fromItemTypeId: 33, toItemTypeId: 34, relationshipTypeId: 2 }] }],
	])('understands rules as %s', (_, row) => {
		expect(readRuleSet(row, []).rules).toEqual(rules);
	});

	test.each<[string, Row]>([
		['no rules', {}],
		['rules that are no list', { rules: 'all' }],
		['rules without item types', { rules: [{ a: 1 }] }],
		['rules that are nothing', { rules: [null] }],
	])('%s are unknown, not empty', (_, row) => {
		expect(readRuleSet({ id: 4, ...row }, [])).toMatchObject({ name: 'ID 4', rules: undefined });
	});

	test('a switch that allows something is seen, whatever it is called', () => {
		expect(readRuleSet({ allowUnlisted: true }, []).allowsOthers).toBe(true);
		expect(readRuleSet({ allowUnlisted: false, system: true }, []).allowsOthers).toBe(false);
	});
});

describe('explainRules', () => {
	test('names both item types, and projects without a rule set', () => {
		expect(explain()).toBe(
			"From Item is a 'Requirement', To Item a 'Feature'. Project 'Pump' has no rule set that this user can see. Project 'Bike' has no rule set that this user can see.",
		);
	});

	test('an empty rule set allows nothing', () => {
		expect(explain(set('Empty', 2, { rules: [] }))).toContain(
			"Rule set 'Empty' (project 'Bike') has no rules: nothing can be related",
		);
	});

	test('an empty rule set that allows other types does not', () => {
		const text = explain(set('Open', 2, { rules: [], allowOthers: true }));
		expect(text).toContain('but allows anything with item types that no rule names');
		expect(text).not.toContain('nothing can be related');
	});

	test('says which direction and type are allowed, and to swap where that helps', () => {
		const reverse = set('R', 1, { rules: [rule(34, 33)] });
		const text = explain(reverse);
		expect(text).toContain(
			"Rule set 'R' (project 'Pump') allows 'Feature' to 'Requirement' as 'Derived from'.",
		);
		expect(text).toContain("Swap 'From Item' and 'To Item'");
		expect(explain(reverse, set('Empty', 2, { rules: [] }))).not.toContain('Swap');
		expect(explain(set('S', 1, { rules: [rule(33, 34)] }))).not.toContain('Swap');
	});

	test('without a rule for the two it lists what each of them may be related to', () => {
		const text = explain(set('R', 1, { rules: [rule(33, 35), rule(35, 36)] }));
		expect(text).toContain(
			"has no rule for the two, but allows 'Requirement' to 'Test Case' as 'Derived from'.",
		);
		expect(explain(set('R', 1, { rules: [rule(35, 36)] }))).toContain(
			'has no rule for either. Project',
		);
	});

	test('rules of an unknown form are said to be unknown', () => {
		expect(explain(set('R', 1, { rules: 'x' }))).toContain(
			'in a form that this node does not know',
		);
	});
});

describe('createRelationship', () => {
	const values = { fromItem: 10, toItem: 20 };
	const WORDS =
		'Relationship violates rules configured for the project: from item ID: 10, to item ID: 20';
	const REFUSED: Record<string, Reply> = { 'POST /relationships': { status: 400, words: WORDS } };
	const READ: Record<string, Reply> = {
		'GET /abstractitems/10': { row: { id: 10, itemType: 33, project: 1 } },
		'GET /abstractitems/20': { row: { id: 20, itemType: 34, project: 2 } },
		'GET /relationshiprulesets': { rows: [{ id: 1 }, { id: 2 }] },
		'GET /relationshiprulesets/1': { row: { id: 1, name: 'R', rules: [rule(34, 33)] } },
		'GET /relationshiprulesets/1/projects': { rows: [{ id: 1 }, { id: 2 }] },
		'GET /relationshiprulesets/2/projects': { rows: [{ id: 8 }] },
		'GET /projects/1': { row: { fields: { name: 'Pump' } } },
		'GET /projects/2': { row: { projectKey: 'BIKE', fields: {} } },
		'GET /itemtypes': { rows: [{ id: 33, display: 'Requirement' }] },
		'GET /relationshiptypes': { rows: [] },
	};
	const failure = async (replies: Record<string, Reply>) => {
		const run = jamaSession(replies);
		const error: unknown = await createRelationship(runContext(run.session, values)).catch(
			(reason: unknown) => reason,
		);
		if (!(error instanceof BadResponse)) throw new Error('No BadResponse came');
		return { ...run, error };
	};

	test('returns the relationship, or only its ID', async () => {
		const replies: Record<string, Reply> = {
			'POST /relationships': { created: 5 },
			'GET /relationships/5': { row: { id: 5, fromItem: 10, toItem: 20 } },
		};
		const first = jamaSession(replies);
		expect(await createRelationship(runContext(first.session, values))).toEqual([
			{ json: { id: 5, fromItem: 10, toItem: 20 } },
		]);
		expect(first.sent[0]?.body).toEqual({ fromItem: 10, toItem: 20 });
		const more = { ...values, relationshipType: 2, returnRecord: false };
		const second = jamaSession(replies);
		expect(await createRelationship(runContext(second.session, more))).toEqual([
			{ json: { success: true, id: 5 } },
		]);
		expect(second.sent[0]?.body).toMatchObject({ relationshipType: 2 });
	});

	test('a refusal by the rules keeps the words and says what the rules allow', async () => {
		const { error, asked } = await failure({ ...REFUSED, ...READ });
		expect(error.message).toBe(WORDS);
		expect(error.done).toContain("Rule set 'R' (projects 'Pump' and 'BIKE') allows");
		expect(error.done).toContain("Swap 'From Item' and 'To Item'. Nothing was created.");
		expect(asked()).not.toContain('GET /relationshiprulesets/2');
	});

	test.each<[string, Record<string, Reply>]>([
		['an item', { 'GET /abstractitems/20': { status: 404, words: 'No such item' } }],
		['the rule sets', { 'GET /relationshiprulesets': { status: 404, words: 'Not found' } }],
		['a rule set', { 'GET /relationshiprulesets/1': { status: 500 } }],
		['the projects of one', { 'GET /relationshiprulesets/2/projects': { status: 403 } }],
	])('where %s cannot be read, the refusal is still the error', async (_, replies) => {
		const { error } = await failure({ ...REFUSED, ...READ, ...replies });
		expect(error.message).toBe(WORDS);
		expect(error.done).toMatch(/^Which rules apply could not be read: .+ Nothing was created\.$/);
	});

	test('another refusal reads no rules', async () => {
		const replies: Record<string, Reply> = {
			'POST /relationships': { status: 400, words: 'Other' },
		};
		const { error, asked } = await failure(replies);
		expect(error.done).toBeUndefined();
		expect(asked()).toEqual(['POST /relationships']);
	});
});
