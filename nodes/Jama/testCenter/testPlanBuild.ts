import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Outcome } from '../../shared/http/errors';
import { hasStatus, failNoting, outcomeOf } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { sameText } from '../../shared/pickers/locator';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toDay } from '../../shared/values/dates';
import { filterResults } from '../items/filterResults';
import { allItemTypes } from '../configuration/itemTypes';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';
import { itemWithKey } from '../pickers/itemKinds';
import { readerByKeys } from '../pickers/itemsByKeys';

const DEFAULT_GROUP = 'Default Test Group';
/** Document keys in one request: the URL stays short enough for every proxy. */

/** A group as the user wants it: its cases by id or document key. */
export interface WantedGroup {
	name: string;
	cases: string[];
}

/** A group with the ids of its cases. */
interface Group {
	name: string;
	cases: number[];
}

const isId = (text: string): boolean => /^\d+$/.test(text);
const toList = (value: unknown): string[] =>
	(Array.isArray(value) ? value : String(value ?? '').split(/[,\n]/))
		.map((one) => String(one).trim())
		.filter(Boolean);

/** Reads a list of test cases. Throws InvalidInput when it is empty. */
export function readCaseList(value: unknown): string[] {
	const cases = toList(value);
	if (cases.length > 0) return [...new Set(cases)];
	throw new InvalidInput(
		"'Test Cases' is empty",
		'Enter IDs or document keys, separated by commas, or check the expression.',
	);
}

/** Reads the groups. Throws InvalidInput with an example. */
export function readGroups(value: unknown): WantedGroup[] {
	const list = readJson(value, 'Groups');
	const groups = (Array.isArray(list) ? list : []).map((one) => {
		const { name, cases } = toRecord(one);
		return { name: String(name ?? '').trim(), cases: [...new Set(toList(cases))] };
	});
	const wrong = groups.findIndex(({ name }) => name === '');
	if (groups.length > 0 && wrong === -1) return groups;
	throw new InvalidInput(
		wrong === -1 ? "'Groups' must be a list of groups" : `Group ${wrong + 1} has no name`,
		'Write a list such as [{"name": "Alarms", "cases": ["PUMP-TC-1", 1234]}].',
	);
}

/** A new test plan and what goes into it. */
interface PlanValues {
	project: number;
	name: unknown;
	description?: unknown;
	fieldsJson?: unknown;
	casesFrom?: unknown;
	filterId?: number;
	groupsJson?: unknown;
	testCases?: unknown;
	cycleName?: unknown;
	startDate?: unknown;
	endDate?: unknown;
	dryRun?: unknown;
}

/** An item; undefined when there is none of this id. */
async function readItem(session: Session, id: string): Promise<Row | undefined> {
	return await session.row({ path: `/items/${id}` }).catch((error: unknown) => {
		if (hasStatus(error, 404)) return undefined;
		throw error;
	});
}

/** Ids of the item types for test cases. */
async function testCaseTypes(session: Session): Promise<Set<unknown>> {
	const rows = await allItemTypes(session);
	return new Set(rows.filter(({ category }) => category === 'TEST_CASE').map(({ id }) => id));
}

/** The groups with ids. Throws InvalidInput that lists what is unknown or no test case: nothing was created. */
async function resolveGroups(session: Session, wanted: WantedGroup[]): Promise<Group[]> {
	const names = [...new Set(wanted.flatMap(({ cases }) => cases))];
	const byKey = readerByKeys(
		session,
		names.filter((name) => !isId(name)),
	);
	const itemOf = async (key: string) => {
		const found = await byKey(key);
		return found.some(({ documentKey }) => sameText(documentKey, key))
			? itemWithKey(found, key)
			: undefined;
	};
	const rows = new Map<string, Row>();
	for (const name of names) {
		const row = isId(name) ? await readItem(session, name) : await itemOf(name);
		if (row) rows.set(name, row);
	}
	const unknown = names.filter((name) => !rows.get(name));
	if (unknown.length > 0) {
		throw new InvalidInput(
			`There is no test case ${unknown.join(', ')}`,
			"Check the IDs and document keys, and that the credential's user may see the items. Nothing was created.",
		);
	}
	const types = await testCaseTypes(session);
	const others = names.filter((name) => !types.has(rows.get(name)?.itemType));
	if (others.length > 0) {
		throw new InvalidInput(
			`No test case: ${others.join(', ')}`,
			'A test plan takes items whose item type is one for test cases. Nothing was created.',
		);
	}
	const ids = (cases: string[]) => [
		...new Set(cases.map((name) => numberOf(rows.get(name) ?? {}))),
	];
	return wanted.map(({ name, cases }) => ({ name, cases: ids(cases) }));
}

/** The test cases that a filter finds, in one group. Throws InvalidInput when it finds none. */
async function groupOfFilter(session: Session, filter: number, project: number): Promise<Group> {
	const rows = await filterResults(session, filter, project);
	const types = await testCaseTypes(session);
	const cases = rows.filter(({ itemType }) => types.has(itemType)).map((row) => numberOf(row));
	if (cases.length > 0) return { name: DEFAULT_GROUP, cases: [...new Set(cases)] };
	throw new InvalidInput(
		`Filter ${String(filter)} finds no test case`,
		`It finds ${rows.length} items of other types. Nothing was created.`,
	);
}

async function groupsOf({ session, values }: RunContext<PlanValues>): Promise<Group[]> {
	if (values.casesFrom === 'filter') {
		if (values.filterId === undefined) {
			throw new InvalidInput("'Filter' is empty", 'Pick the filter that finds the test cases.');
		}
		return [await groupOfFilter(session, values.filterId, values.project)];
	}
	const wanted =
		values.casesFrom === 'groups'
			? readGroups(values.groupsJson)
			: [{ name: DEFAULT_GROUP, cases: readCaseList(values.testCases) }];
	return await resolveGroups(session, wanted);
}

/** The fields of the cycle; undefined when none is wanted. Throws InvalidInput. */
function cycleFields({ values, timezone }: RunContext<PlanValues>): IDataObject | undefined {
	const name = String(values.cycleName ?? '').trim();
	if (name === '') return undefined;
	const startDate = toDay(values.startDate || Date.now(), timezone, 'Start Date');
	const endDate = values.endDate ? toDay(values.endDate, timezone, 'End Date') : startDate;
	return { name, startDate, endDate };
}

/** Creates a record. Throws an Error when the response does not say its id. */
async function create(session: Session, path: string, body: IDataObject): Promise<number> {
	const { id } = await session.write({ method: 'POST', path, body });
	if (typeof id === 'number') return id;
	throw new Error(
		`Jama created the record at ${path} and did not say its ID. Look for it in Jama.`,
	);
}

/** What was done so far, in words and as data. */
class Built {
	readonly groups: Array<{ id: number; name: string; testCases: number[] }> = [];

	/** The test case that was sent last, while it is not known whether it was added. */
	open?: number;

	constructor(
		readonly id: number,
		private readonly wanted: readonly Group[],
	) {}

	/** Looks whether the test case that was sent last was added, if that is not known. */
	async look(session: Session, outcome: Outcome): Promise<void> {
		const last = this.groups.at(-1);
		if (outcome === 'notDone') delete this.open;
		if (this.open === undefined || !last) return;
		const path = `/testplans/${this.id}/testgroups/${last.id}/testcases`;
		const rows = await session.rows(path).catch(() => undefined);
		if (!rows) return;
		if (rows.some(({ id }) => id === this.open)) last.testCases.push(this.open);
		delete this.open;
	}

	/** Sentences for an error that comes now. */
	note(): string {
		const groups = this.groups.map(({ id, name, testCases }, index) => {
			const all = this.wanted[index]?.cases.length ?? 0;
			return `'${name}' (ID ${id}) with ${testCases.length} of ${all} test cases`;
		});
		const last = this.groups.at(-1);
		const perhaps =
			last === undefined || this.open === undefined
				? ''
				: ` Whether test case ${this.open} was added to '${last.name}' is not known: look with Test Group: Get Cases before you add it.`;
		const which = groups.length > 0 ? ` Its groups so far: ${groups.join(', ')}.` : '';
		return `Test plan ${this.id} was created and is not complete.${which}${perhaps} Nothing was deleted: continue with the operations of Test Group and Test Cycle, or delete the plan and build it again.`;
	}
}

/** Creates the groups that are missing and adds the cases, in order. */
async function fillGroups(session: Session, built: Built, wanted: Group[]): Promise<void> {
	const path = `/testplans/${built.id}/testgroups`;
	const present = await session.rows(path);
	for (const { name, cases } of wanted) {
		const there = present.find((group) => sameText(group.name, name));
		const id = there ? numberOf(there) : await create(session, path, { name });
		const testCases: number[] = [];
		built.groups.push({ id, name, testCases });
		for (const testCase of cases) {
			built.open = testCase;
			const added = `${path}/${id}/testcases`;
			await session.write({ method: 'POST', path: added, body: { testCase } });
			delete built.open;
			testCases.push(testCase);
		}
	}
}

/** What is known of the cycle after its creation failed: whether it is there, by its name. */
async function lookForCycle(
	session: Session,
	plan: number,
	{ name }: IDataObject,
): Promise<string> {
	const built = `Test plan ${plan} was created with all its groups and test cases;`;
	const unknown = `${built} whether its cycle '${String(name)}' was created is not known. Look with Test Plan: Get Cycles before you create it with Test Cycle: Create.`;
	const rows = await session.rows(`/testplans/${plan}/testcycles`).catch(() => undefined);
	if (!rows) return unknown;
	const there = rows.find(({ fields }) => toRecord(fields).name === name);
	return there
		? `${built} its cycle '${String(name)}' is there, too (ID ${String(there.id)}): there is nothing left to do.`
		: `${built} only the cycle is missing. Create it with Test Cycle: Create.`;
}

async function createCycle(session: Session, plan: number, fields: IDataObject): Promise<number> {
	const path = `/testplans/${plan}/testcycles`;
	try {
		return await create(session, path, { fields, testRunGenerationConfig: {} });
	} catch (error) {
		const note = await lookForCycle(session, plan, fields);
		return await failNoting(error, note);
	}
}

/**
 * Builds a test plan. First it reads what is to go in, and creates nothing if something is wrong: GET /abstractitems for
 * document keys, GET /items/{id} for each ID, or GET /filters/{filterId} and its results; GET /itemtypes. Then:
 * 1. POST /testplans. If it fails nothing is left.
 * 2. GET /testplans/{id}/testgroups; a group of that name is used (every plan comes with "Default Test Group"), else
 *    POST /testplans/{id}/testgroups. If it fails the plan is left, with the groups made before.
 * 3. POST /testplans/{id}/testgroups/{testGroupId}/testcases for each case. If it fails plan, groups and the cases added
 *    before are left; where it is not known whether one was added, GET of the same path looks.
 * 4. POST /testplans/{id}/testcycles if a cycle is wanted. If it fails the plan is left, and GET /testplans/{id}/testcycles
 *    looks whether the cycle was created all the same.
 * Nothing is deleted; the error names what is left.
 */
export async function buildPlan(context: RunContext<PlanValues>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const cycle = cycleFields(context);
	const wanted = await groupsOf(context);
	const name = String(values.name);
	const description = values.description ? { description: String(values.description) } : {};
	const fields = { ...toRecord(values.fieldsJson), name };
	if (values.dryRun === true) return [{ json: { dryRun: true, groups: wanted } }];

	const body = { project: values.project, fields: { ...fields, ...description } };
	const id = await create(session, '/testplans', body);
	const built = new Built(id, wanted);
	try {
		await fillGroups(session, built, wanted);
	} catch (error) {
		await built.look(session, outcomeOf(error));
		return await failNoting(error, built.note());
	}
	const result: IDataObject = { testPlan: id, name, groups: built.groups };
	if (!cycle) return [{ json: result }];
	const testCycle = await createCycle(session, id, cycle);
	return [{ json: { ...result, testCycle } }];
}
