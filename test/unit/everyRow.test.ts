/** Every row of the registry with every field filled and with only the required ones: what it sends, by the contract. */
import { createRowCheck } from './support/rowCheck';
import { openRowContract } from './support/rowContract';
import { tableRows } from './support/tableRows';

let check: ReturnType<typeof createRowCheck>;
beforeAll(async () => {
	check = createRowCheck(await openRowContract());
});

test('the registry was read', () => {
	expect(tableRows.length).toBeGreaterThan(240);
});

test.each(tableRows)('%s sends what the contract takes', async (_, { resource, name }) => {
	const results = await check(resource, name);
	expect(results.length).toBeGreaterThanOrEqual(2);
	for (const { filling, violations } of results) {
		expect({ filling, violations }).toEqual({ filling, violations: [] });
	}
	const refusals = results.map(({ filling, refusal }) => `${filling}: ${refusal ?? 'done'}`);
	const silent = results.every(({ sent }) => sent.length === 0) ? refusals : [];
	expect(silent).toEqual([]);
});
