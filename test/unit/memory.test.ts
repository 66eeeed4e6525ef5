/** What executions remember of a server's configuration, and when they read it again. */
import { jama } from '../../nodes/Jama/api/api';
import { labelOf } from '../../nodes/Jama/fields/fieldLabels';
import { toWireFields } from '../../nodes/Jama/fields/fieldValues';
import { loadItemType, typeWith } from '../../nodes/Jama/configuration/itemTypes';
import { createMemory } from '../../nodes/shared/session/memory';
import type { Memory } from '../../nodes/shared/session/memory';
import { createSession } from '../../nodes/shared/session/session';
import type { Session } from '../../nodes/shared/session/session';
import { caught } from './support/errors';
import { jamaSession, LOOKUPS, REQUIREMENT } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';

const MINUTE = 60_000;

describe('a memory', () => {
	const clock = { now: 0 };
	const memory = createMemory(() => clock.now);
	const mine = memory.of('https://a.test', 'mine');
	beforeEach(() => memory.clear());
	const keep = <T>(part: Memory, request: string, value: T): T => part.reading()(request, value);

	test('holds what was read for five minutes', () => {
		keep(mine, 'x', [1]);
		clock.now += 5 * MINUTE;
		expect(mine.recall('x')).toEqual([1]);
		clock.now += 1;
		expect(mine.recall('x')).toBeUndefined();
	});

	test('shows nothing to another credential or of another server', () => {
		keep(mine, 'x', [1]);
		expect(memory.of('https://a.test', 'other').recall('x')).toBeUndefined();
		expect(memory.of('https://b.test', 'mine').recall('x')).toBeUndefined();
		expect(memory.of('https://a.test', 'mine').recall('x')).toEqual([1]);
	});

	test('forgets a server whose configuration changes, for every credential, and what is being read then', () => {
		const other = memory.of('https://a.test', 'other');
		const elsewhere = memory.of('https://b.test', 'mine');
		keep(mine, 'x', [1]);
		keep(elsewhere, 'x', [2]);
		const begun = mine.reading();
		other.changed();
		begun('y', ['old']);
		expect([mine.recall('x'), mine.recall('y'), elsewhere.recall('x')]).toEqual([
			undefined,
			undefined,
			[2],
		]);
	});

	test('cannot be changed by who uses it', () => {
		const value = keep(mine, 'x', [{ name: 'High' }]);
		expect(Object.isFrozen(value[0])).toBe(true);
	});

	test('is bounded: the oldest go first, and what is longer than all of it is not kept', () => {
		const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
		keep(mine, 'first', rows(9000));
		keep(mine, 'second', rows(9000));
		keep(mine, 'third', rows(9000));
		keep(mine, 'huge', rows(20_001));
		const held = ['first', 'second', 'third', 'huge'].filter((one) => mine.recall(one));
		expect(held).toEqual(['second', 'third']);
	});
});

describe('executions with one memory', () => {
	/** Each call is a new execution against the same script. */
	function server(replies: Record<string, Reply | Reply[]>) {
		const memory = createMemory(() => 0).of('https://jama.test', 'mine');
		const scripted = jamaSession(replies);
		const { connection, send } = scripted.session;
		const execution = (): Session => createSession(jama, connection, send, { memory });
		return { ...scripted, execution };
	}
	const read = async (session: Session, input: Record<string, string>) =>
		await toWireFields(await loadItemType(session, 33), input, {
			session,
			timezone: 'UTC',
			project: 5,
		});
	const RISK = REQUIREMENT.fields[2]!;
	const options = (...names: string[]): Reply => ({
		rows: names.map((name, at) => ({ id: 401 + at, name, active: true })),
	});

	test('read item type and options once', async () => {
		const { execution, asked } = server(LOOKUPS);
		for (const risk of ['High', 'Low', 'High']) {
			await read(execution(), { risk });
		}
		expect(asked()).toEqual(['GET /itemtypes/33', 'GET /picklists/4/options']);
	});

	test('look a name up again that is not there, once', async () => {
		const { execution, asked } = server({
			...LOOKUPS,
			'GET /picklists/4/options': [options('Low'), options('Low', 'Severe')],
		});
		expect(await read(execution(), { risk: 'Low' })).toEqual({ risk$33: 401 });
		expect(await read(execution(), { risk: 'Severe' })).toEqual({ risk$33: 402 });
		expect(asked()).toEqual([
			'GET /itemtypes/33',
			'GET /picklists/4/options',
			'GET /picklists/4/options',
		]);
		const later = execution();
		const error = await caught(async () => await read(later, { risk: 'Low', owner: 'nobody' }));
		expect(error.message).toMatch(/nobody/);
	});

	test('look an ID up again that is not there', async () => {
		const { execution, asked } = server({
			'GET /picklists/4/options': [options('Low'), options('Low', 'Severe')],
		});
		const label = async (id: number) =>
			await labelOf(id, RISK, { session: execution(), project: 5 });
		expect([await label(401), await label(401), await label(402)]).toEqual([
			'Low',
			'Low',
			'Severe',
		]);
		expect(asked()).toHaveLength(2);
	});

	test('do not overlook a field that was added since', async () => {
		const [name] = REQUIREMENT.fields;
		const bare = { ...REQUIREMENT, fields: [name] };
		const { execution, asked } = server({
			'GET /itemtypes/33': [{ row: bare }, { row: REQUIREMENT }],
		});
		await loadItemType(execution(), 33);
		const session = execution();
		const type = await loadItemType(session, 33);
		expect((await typeWith(session, type, ['name', 'id'])).fields).toHaveLength(1);
		expect((await typeWith(session, type, ['name', 'Points'])).fields).toHaveLength(11);
		// Read in this execution: nothing new can be learned.
		await typeWith(session, type, ['no such field']);
		expect(asked()).toEqual(['GET /itemtypes/33', 'GET /itemtypes/33']);
	});

	test('forget when one of them writes configuration', async () => {
		const { execution, asked } = server({
			...LOOKUPS,
			'POST /picklists/4/options': { created: 9 },
			'PATCH /items/12': { status: 200 },
		});
		await read(execution(), { risk: 'High' });
		await execution().write({ method: 'PATCH', path: '/items/12', body: [] });
		await read(execution(), { risk: 'High' });
		expect(asked()).toHaveLength(3);
		await execution().write({ method: 'POST', path: '/picklists/4/options', body: {} });
		await read(execution(), { risk: 'High' });
		expect(asked().slice(4)).toEqual(['GET /itemtypes/33', 'GET /picklists/4/options']);
	});

	test('take what a response brought along, and may change what they output', async () => {
		const { execution, asked } = server({});
		const linked = structuredClone({ ...REQUIREMENT });
		execution().config.learn('/itemtypes/33', linked);
		expect((await loadItemType(execution(), 33)).display).toBe('Requirement');
		expect(Object.isFrozen(linked)).toBe(false);
		expect(asked()).toEqual([]);
	});

	test('remember once what many rows of a page share', async () => {
		const { execution } = server({});
		const session = execution();
		const linked = structuredClone({ ...REQUIREMENT });
		session.config.learn('/itemtypes/33', linked);
		const first = await session.config.row('/itemtypes/33');
		session.config.learn('/itemtypes/33', linked);
		expect(await session.config.row('/itemtypes/33')).toBe(first);
	});

	test('do not remember a failure', async () => {
		const { execution, asked } = server({
			'GET /itemtypes/33': [{ status: 500 }, { row: REQUIREMENT }],
		});
		await caught(async () => await loadItemType(execution(), 33));
		expect((await loadItemType(execution(), 33)).display).toBe('Requirement');
		expect(asked()).toHaveLength(2);
	});
});
