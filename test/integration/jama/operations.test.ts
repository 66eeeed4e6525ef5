/** Operations in n8n's own engine: what each sends and what comes out. Every other one is run by everyRow.test.ts. */
import { FACET_CASES } from './casesOfFacets';
import { ITEM_CASES } from './casesOfItems';
import { PROJECT_CASES } from './casesOfProjects';
import { cases } from '../../support/rows/shown';
import { tableRows } from '../../support/rows/tableRows';
import { useJama } from './support';

const CASES = [...ITEM_CASES, ...FACET_CASES, ...PROJECT_CASES];
const jama = useJama();

test('every operation of the registry has a case here or a row in the table', () => {
	const all = cases.map(({ resource, name }) => `${resource}.${name}`);
	const byHand = CASES.map(({ operation }) => operation);
	const run = new Set([...byHand, ...tableRows.map(([title]) => title)]);
	expect(all.filter((operation) => !run.has(operation))).toEqual([]);
	expect(byHand.filter((operation) => !all.includes(operation))).toEqual([]);
	expect(new Set(byHand).size).toBe(byHand.length);
});

test.each(CASES)('$operation', async ({ operation, parameters, sent, out, prepare }) => {
	prepare?.(jama.server.state);
	const { items, error } = await jama.run(operation, parameters);

	expect(error?.message).toBeUndefined();
	expect(jama.sent()).toEqual(sent);
	expect(items.map(({ json }) => json)).toMatchObject(out);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
});
