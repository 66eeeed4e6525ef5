/** A Jama that answers the open questions more strictly, all of them at once: every operation sends, gives and saves the same. */
import type { JamaState } from '../../servers/jama';
import type { Switches } from '../../servers/jama/switches';
import { forgetConfiguration } from '../../support/engine/package-loader';
import type { Case } from './cases';
import { FACET_CASES } from './casesOfFacets';
import { ITEM_CASES } from './casesOfItems';
import { PROJECT_CASES } from './casesOfProjects';
import { useJama } from './support';

const STRICTLY: Partial<Switches> = {
	batchErrors: 'rejected',
	filterProject: 'rejected',
	overCap: 'reject',
	patchOps: 'any',
	plusAfterTerm: 'asListed',
	runReadOnly: 'rejected',
	strict: true,
	unknownFields: 'refused',
};

const jama = useJama({ now: () => Date.UTC(2026, 0, 15, 12) });

/** All that the server holds, as text. */
const saved = (state: JamaState): string =>
	JSON.stringify(
		Object.entries(state).filter(([name]) => name !== 'tokens'),
		(_, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value),
	);

/** Runs a case from the beginning; what it sent, gave and left. */
async function outcomeOf({ operation, parameters, prepare }: Case, switches: Partial<Switches>) {
	forgetConfiguration();
	jama.server.reset();
	jama.server.reseed();
	Object.assign(jama.server.switches, switches);
	prepare?.(jama.server.state);
	const { items, error, hints } = await jama.run(operation, parameters);
	const rows = items.map(({ json }) => json);
	const { server } = jama;
	return { rows, error: error?.message, hints, sent: jama.sent(), saved: saved(server.state) };
}

test.each([...ITEM_CASES, ...FACET_CASES, ...PROJECT_CASES])('$operation', async (one) => {
	const usual = await outcomeOf(one, {});
	expect(usual.error).toBeUndefined();
	expect(await outcomeOf(one, STRICTLY)).toEqual(usual);
});
