/** Every operation once: what it sends and what comes out. */
import { registry } from '../../../nodes/Jama/operations';
import { FACET_CASES } from './casesOfFacets';
import { ITEM_CASES } from './casesOfItems';
import { PROJECT_CASES } from './casesOfProjects';
import { useJama } from './support';

const CASES = [...ITEM_CASES, ...FACET_CASES, ...PROJECT_CASES];
const jama = useJama();

test('no operation of the registry is without a case', () => {
	const all = Object.entries(registry).flatMap(([resource, { operations }]) =>
		Object.keys(operations).map((operation) => `${resource}.${operation}`),
	);
	expect(CASES.map(({ operation }) => operation).sort()).toEqual(all.sort());
});

test.each(CASES)('$operation', async ({ operation, parameters, sent, out, prepare }) => {
	prepare?.(jama.server.state);
	const { items, error } = await jama.run(operation, parameters);

	expect(error?.message).toBeUndefined();
	expect(jama.sent()).toEqual(sent);
	expect(items.map(({ json }) => json)).toMatchObject(out);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
});
