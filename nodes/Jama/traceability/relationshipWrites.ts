import type { INodeExecutionData } from 'n8n-workflow';
import { BadResponse, notingDone } from '../../shared/http/errors';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { hintNotKept, readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import type { End, RuleSet } from './relationshipRules';
import { explainRules, readRuleSet } from './relationshipRules';
import { itemTypeNames, relationshipTypeNames } from '../configuration/typeNames';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

const isViolation = (error: unknown): boolean =>
	error instanceof BadResponse &&
	error.response.statusCode === 400 &&
	/violates\b.*\brules/i.test(error.words ?? '');

/** The rule sets, those of the two projects with their rules. */
async function readRuleSets(session: Session, projects: number[]): Promise<RuleSet[]> {
	const sets: RuleSet[] = [];
	for (const { id } of await session.rows('/relationshiprulesets')) {
		const path = `/relationshiprulesets/${String(id)}`;
		const members = (await session.rows(`${path}/projects`)).map((project) => numberOf(project));
		if (!members.some((project) => projects.includes(project))) continue;
		sets.push(readRuleSet(await session.row({ path }), members));
	}
	return sets;
}

const nameOfProject = async (session: Session, id: number): Promise<[number, string]> => {
	const row: Row = await session.row({ path: `/projects/${id}` });
	const { name } = toRecord(row.fields);
	return [id, `'${String(name ?? row.projectKey)}'`];
};

/** Why the rules reject a relationship, in sentences. Never throws: that the rules cannot be read is said too. */
async function explain(session: Session, fromItem: number, toItem: number): Promise<string> {
	const nothing = 'Nothing was created.';
	try {
		const endOf = async (id: number): Promise<End> => {
			const row = await session.row({ path: `/abstractitems/${id}` });
			return { itemType: numberOf(row, 'itemType'), project: numberOf(row, 'project') };
		};
		const [from, to] = [await endOf(fromItem), await endOf(toItem)];
		const projects = [...new Set([from.project, to.project])];
		const sets = await session.once(
			`rule sets of ${projects.join()}`,
			async () => await readRuleSets(session, projects),
		);
		const named: Array<[number, string]> = [];
		for (const id of projects) named.push(await nameOfProject(session, id));
		const names = {
			itemTypes: await itemTypeNames(
				session,
				[from, to].map(({ itemType }) => itemType),
			),
			relationshipTypes: await relationshipTypeNames(session, []),
			projects: new Map(named),
		};
		return `${explainRules(from, to, sets, names)} ${nothing}`;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return `Which rules apply could not be read: ${reason.replace(/\.$/, '')}. ${nothing}`;
	}
}

/** What a new relationship joins. */
interface RelationshipValues {
	fromItem: number;
	toItem: number;
	relationshipType?: number;
	returnRecord?: unknown;
}

/**
 * Relates an item to another: POST /relationships, GET /relationships/{relationshipId}. When Jama responds that a rule is
 * violated, the item types of both ends and the rule sets of both projects are read and the error says what they allow; that
 * costs one request for each rule set and about ten more. A type that Jama does not know becomes the default one (contract),
 * which is a hint. No step leaves anything behind but the relationship itself.
 */
export async function createRelationship({
	session,
	values,
}: RunContext<RelationshipValues>): Promise<INodeExecutionData[]> {
	const { fromItem, toItem, relationshipType } = values;
	const body = {
		fromItem,
		toItem,
		...(relationshipType === undefined ? {} : { relationshipType }),
	};
	const write = async () => await session.write({ method: 'POST', path: '/relationships', body });
	const { id } = await write().catch(async (error: unknown) => {
		const why = isViolation(error) ? await explain(session, fromItem, toItem) : undefined;
		if (why === undefined) throw error;
		return await notingDone(why, async () => await Promise.reject(error));
	});
	const written: Row = { success: true, ...(id === undefined ? {} : { id }) };
	if (values.returnRecord === false || id === undefined) return [{ json: written }];
	const saved = await readSaved(session, `/relationships/${id}`, written);
	hintNotKept(session, body, saved);
	return [{ json: saved }];
}
