import type { INodeExecutionData } from 'n8n-workflow';
import { hasStatus, notingDone } from '../../shared/http/errors';
import { keepNames } from '../../shared/operations/columns';
import { field, text } from '../../shared/operations/fieldKit';
import type { Resource, RunContext } from '../../shared/operations/operation';
import type { PickedText } from '../../shared/pickers/locator';
import { isActive, locator, readPicked } from '../../shared/pickers/locator';
import { readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import { InvalidInput } from '../../shared/values/invalidInput';
import { listLabels } from '../../shared/values/labelList';
import { toRecord } from '../../shared/values/objectPath';
import { pickNamed, pickOne } from '../../shared/values/pickOne';
import type { Row } from '../../shared/values/row';
import { numberOf, toValue, withoutUndefined } from '../../shared/values/row';
import {
	isReadOnly,
	keyInItem,
	loadPicklistOptions,
	noStatusField,
	statusField,
} from '../configuration/itemTypes';
import { inItem, readOptions } from '../fields/fields';
import { namingOf } from '../fields/fieldValues';
import { toChanges } from '../fields/jsonPatch';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyItem } from '../fields/simplify';
import { STATUS, TRANSITION } from '../pickers/kinds';
import { readTyped } from './itemWrites';

/** Why a status changes; Jama keeps it with the transition. */
export const comment = text('body.comment', {
	displayName: 'Comment',
	name: 'comment',
	description: 'Why the status changes',
});

const picker = locator(STATUS, {
	displayName: 'Status',
	name: 'status',
	required: true,
	description: 'An expression may give its name or its ID',
});
/** Which option it is, and whether there is one, is known only with the item. */
export const status = field({
	...picker,
	toWire: (value: unknown) => readPicked(STATUS, picker.property.displayName, value),
});

/** The transitions that the workflow allows now; none for an item without a workflow, which may also be a 404. */
async function transitionsOf(session: Session, id: number): Promise<Row[]> {
	const path = `/items/${id}/workflowtransitionoptions`;
	return await session.rows(path, {}, { whole: true }).catch((error: unknown) => {
		// The item itself was read a moment ago.
		if (hasStatus(error, 404)) return [];
		throw error;
	});
}

interface StatusValues {
	itemId: number;
	status: PickedText | undefined;
	comment?: unknown;
}

type StatusField = NonNullable<ReturnType<typeof statusField>>;

/** What is known of the item and of where it may go. */
interface Places {
	item: Row;
	field: StatusField;
	/** The field's name in the item. */
	key: string;
	options: Row[];
	transitions: Row[];
}

/** IDs of options are numbers, which a server may say as text. */
const isSameId = (a: unknown, b: unknown): boolean => String(a) === String(b);
const labelIn = (options: readonly Row[], id: unknown): string =>
	String(options.find((option) => isSameId(option.id, id))?.name ?? id ?? '');

/** What people may write instead. */
function possible({ options, transitions }: Places): string {
	const all = `Statuses: ${listLabels(options.filter(isActive).map(({ name }) => name))}.`;
	if (transitions.length === 0) return all;
	const reached = transitions.map(({ newStatus }) => labelIn(options, newStatus));
	return `${all} The workflow leads now to: ${listLabels([...new Set(reached)])}.`;
}

/**
 * The option that was picked: in the list by its ID, By Name by that alone. Any other text is a name before it is an ID, also
 * By ID: there n8n puts every expression, and it may give a name.
 */
function pickOption({ options, field }: Places, { mode, text }: PickedText): Row | undefined {
	if (mode === 'list' && /^\d+$/.test(text)) return options.find(({ id }) => isSameId(id, text));
	const pick = mode === 'name' ? pickNamed : pickOne;
	return pick(options, text, namingOf('status', text, field.label));
}

/** The option that is wanted. Throws InvalidInput that names those that there are. */
async function wantedOption(
	session: Session,
	given: PickedText | undefined,
	places: Places,
): Promise<Row> {
	const { field } = places;
	if (!given?.text) throw new InvalidInput("'Status' is empty", possible(places));
	const find = async () => {
		// The list shows what there is now: more than may be remembered.
		places.options = await loadPicklistOptions(session, field.pickList);
		return pickOption(places, given);
	};
	const found = await session.lookUp(find);
	if (found) return found;
	throw new InvalidInput(`'${field.label}' has no status "${given.text}"`, possible(places));
}

/** The one transition that leads to a status; undefined where none does. Throws InvalidInput where several do. */
function leadingTo(wanted: Row, { transitions }: Places): Row | undefined {
	const [one, ...others] = transitions.filter(({ newStatus }) => isSameId(newStatus, wanted.id));
	if (others.length === 0) return one;
	const names = [one, ...others].map((row) => `${String(row?.action)} (ID ${String(row?.id)})`);
	throw new InvalidInput(
		`${names.length} transitions lead to the status "${String(wanted.name)}": ${names.join(', ')}`,
		'Take the one that you mean with Item Workflow: Transition.',
	);
}

/** Sends the one request that changes the status. @returns how */
async function change(
	{ session, values }: RunContext<StatusValues>,
	wanted: Row,
	places: Places,
): Promise<'field' | 'transition'> {
	const { item, field, key } = places;
	const path = `/items/${String(item.id)}`;
	const transition = leadingTo(wanted, places);
	const comment =
		values.comment === undefined || values.comment === '' ? {} : { comment: values.comment };
	if (transition) {
		const body = { transitionId: transition.id, ...comment };
		await session.write({ method: 'POST', path: `${path}/workflowtransitions`, body });
		return 'transition';
	}
	if (isReadOnly(field)) {
		throw new InvalidInput(
			`No transition leads from "${labelIn(places.options, toRecord(item.fields)[key])}" to "${String(wanted.name)}", and the field '${field.label}' is read-only`,
			possible(places),
		);
	}
	if ('comment' in comment) {
		session.hint(
			"'Comment' was not saved: no transition of a workflow leads to the status, and the field has no place for a comment.",
		);
	}
	const body = toChanges({ [key]: toValue(wanted.id) }, toRecord(item.fields));
	await notingDone(
		possible(places),
		async () => await session.write({ method: 'PATCH', path, body }),
	);
	return 'field';
}

/**
 * Gives an item a status: the transition of the workflow that leads there, else the status field itself. GET
 * /items/{id} with its type, the options of the picklist, GET /items/{id}/workflowtransitionoptions, one write, and GET
 * /items/{id}: the output says what the server has then. An item that has the status already is not changed.
 * @throws InvalidInput that names the statuses that are possible; where several transitions lead there, these; and where the
 * server accepted the request and the item has another status
 */
export async function setStatus(context: RunContext<StatusValues>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { item, type } = await readTyped(session, values.itemId);
	const field = statusField(type);
	if (!field) {
		throw new InvalidInput(noStatusField(type), 'Use Item: Update to change another field.');
	}
	const now = toRecord(item.fields);
	const key = keyInItem(now, field, type);
	const known = await loadPicklistOptions(session, field.pickList);
	const transitions = await transitionsOf(session, numberOf(item));
	const places: Places = { item, field, key, options: known, transitions };
	const wanted = await wantedOption(session, values.status, places);
	const { options } = places;
	const previousStatus = now[key] === undefined ? null : labelIn(options, now[key]);
	if (isSameId(now[key], wanted.id)) {
		return [{ json: { ...item, changed: false, previousStatus } }];
	}
	const by = await change(context, wanted, places);
	const done = { id: item.id, documentKey: item.documentKey, changed: null, previousStatus, by };
	const saved = await readSaved(session, `/items/${String(item.id)}`, done);
	if (saved.note !== undefined && saved.fields === undefined) return [{ json: saved }];
	const status = toRecord(saved.fields)[key];
	if (isSameId(status, wanted.id))
		return [{ json: { ...saved, changed: true, previousStatus, by } }];
	throw new InvalidInput(
		`${String(item.documentKey ?? item.id)} has the status "${labelIn(options, status)}", not "${String(wanted.name)}", although Jama accepted the ${by === 'transition' ? 'transition' : 'change of the field'}`,
		'Another user or an automation of the workflow may have changed it in the same moment. Look at the item before you run it again.',
	);
}

/** Simplified, with what became of the status. */
export async function simplifyStatus(row: Row, session: Session): Promise<Row> {
	const { changed, previousStatus, by, note } = row;
	const simple = await simplifyItem(row, session);
	const own = { previousStatus, changed, ...(by ? { by } : {}), ...(note ? { note } : {}) };
	const { documentKey, name, status: now } = simple;
	const first = withoutUndefined({ documentKey, name, status: now });
	return keepNames(simple, { ...first, ...own, ...simple, ...own });
}

/** The workflow that an item type may have. */
export const itemWorkflow = {
	name: 'Item Workflow',
	description: 'The statuses of an item, and the ways between them',
	operations: {
		getTransitions: {
			name: 'Get Transitions',
			action: 'Get workflow transitions of item',
			description: 'Retrieve the transitions that the workflow allows now',
			request: 'GET /items/{id}/workflowtransitionoptions',
			fields: inItem,
			collections: { options: readOptions },
			simplify: simplifyTo.transition,
			list: true,
		},
		transition: {
			name: 'Transition',
			action: 'Transition item',
			description: 'Move an item to another status of its workflow',
			request: 'POST /items/{id}/workflowtransitions',
			fields: [
				...inItem,
				locator(TRANSITION, {
					name: 'transitionId',
					displayName: 'Transition',
					in: 'body',
					required: true,
					description: 'The step of the workflow to take',
				}),
			],
			collections: {
				additionalFields: [comment],
			},
			simplify: simplifyItem,
			readBack: '/items/{itemId}',
		},
	},
} satisfies Resource;
