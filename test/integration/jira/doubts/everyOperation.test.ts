/** A Jira that answers the open questions the other way, all of them at once: every operation sends, gives and saves the same. */
import type { Deployment, JiraState, Switches } from '../../../servers/jira';
import { viewOf } from '../../../support/rows/shown';
import { JIRA } from '../../../support/rows/systems';
import type { Case } from '../cases';
import { BOARD_CASES } from '../casesOfBoards';
import { SPRINT_CASES } from '../casesOfSprints';
import { DEPLOYMENTS, useJira } from '../support';

const OTHERWISE: Partial<Switches> = {
	anonymous: 404,
	cloudDeleteActive: 'deleted',
	dateOnly: 'accepted',
	deprecatedLists: 'working',
	foreignSprints: true,
	missingIssue: 400,
	openSubtasksBlock: false,
	searchableProperties: true,
	sprintField: 'object',
	stateUpdate67: 'refused',
	unknownFields: 'refused',
	unknownPath: 'html',
	xsrf: false,
};

const casesOf = (deployment: Deployment): Case[] => {
	const system = JIRA.find((one) => one.deployment === deployment);
	if (!system) throw new Error(`There is no ${deployment}`);
	const there = new Set(viewOf(system).cases.map(({ resource, name }) => `${resource}.${name}`));
	return [...BOARD_CASES, ...SPRINT_CASES].filter(
		({ operation, on }) => there.has(operation) && (on === undefined || on.includes(deployment)),
	);
};

/** All that the server holds, as text. */
const saved = ({ boards, sprints, issues, rank }: JiraState): string =>
	JSON.stringify([[...boards], [...sprints], [...issues], rank], (_, value: unknown) =>
		value instanceof Map ? [...value] : value,
	);

describe.each(DEPLOYMENTS)('%s', (deployment) => {
	const jira = useJira({ deployment, now: () => Date.UTC(2026, 0, 15, 12) });
	/** Runs a case from the beginning; what it sent, gave and left. */
	const outcomeOf = async ({ operation, parameters, prepare }: Case, switches: object) => {
		jira.server.reset();
		jira.server.reseed();
		Object.assign(jira.server.switches, switches);
		prepare?.(jira.server.state);
		const shown = { ...parameters, simplify: true };
		const { items, error, hints } = await jira.run(operation, shown);
		return {
			rows: items.map(({ json }) => json),
			error: error?.message,
			hints,
			sent: jira.sent(),
			unsigned: jira.server.requests.filter(({ headers }) => !headers.authorization),
			violations: jira.takeViolations(),
			saved: saved(jira.server.state),
		};
	};

	test.each(casesOf(deployment))('$operation', async (one) => {
		const usual = await outcomeOf(one, {});
		expect(usual).toMatchObject({ error: undefined, unsigned: [], violations: [] });
		expect(await outcomeOf(one, OTHERWISE)).toEqual(usual);
	});
});
