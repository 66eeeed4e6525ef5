/** Every row of the registries with every field filled and with only the required ones: what it sends, by the contract. */
import { createRowCheck } from '../support/rows/rowCheck';
import { openRowContract } from '../support/rows/rowContract';
import { SYSTEMS } from '../support/rows/systems';
import { rowsOf } from '../support/rows/tableRows';

/** How many operations each has at least, without the custom call. */
const LEAST: Record<string, number> = {
	Jama: 205,
	'Jira, Cloud': 55,
	'Jira, Data Center': 45,
	'Jira, JIRA Agile 6.7': 11,
};

describe.each(SYSTEMS.map((system) => [system.title, system] as const))('%s', (title, system) => {
	let check: ReturnType<typeof createRowCheck>;
	beforeAll(async () => {
		check = createRowCheck(system, await openRowContract(system));
	});
	const rows = rowsOf(system);

	test('the registry was read', () => {
		expect(rows.length).toBeGreaterThanOrEqual(LEAST[title] as number);
	});

	test.each(rows)('%s sends what the contract takes', async (_, { resource, name }) => {
		const results = await check(resource, name);
		expect(results.length).toBeGreaterThanOrEqual(2);
		for (const { filling, violations } of results) {
			expect({ filling, violations }).toEqual({ filling, violations: [] });
		}
		const refusals = results.map(({ filling, refusal }) => `${filling}: ${refusal ?? 'done'}`);
		const silent = results.every(({ sent }) => sent.length === 0) ? refusals : [];
		expect(silent).toEqual([]);
	});
});
