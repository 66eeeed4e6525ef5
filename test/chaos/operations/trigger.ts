import type { INodeParameters } from 'n8n-workflow';
import { createPollingNode } from '../../support/engine/polling';
import type { PollRun } from '../../support/engine/polling';
import type { JamaServer } from '../../servers/jama';
import { createEditor } from '../../servers/jama/history/editStream';
import { SEED } from '../../servers/jama/seed/seed';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import type { OperationClass, World } from '../operation';
import type { Outcome, Row } from '../outcome';
import { saidBy } from '../outcome';

const MINUTE = 60_000;
/** More than a page of changes. */
const CHANGES = 60;
/** Where each change takes requests of its own. */
const FEW_CHANGES = 8;
/** A lasting fault is over after so many polls. */
const BAD_POLLS = 2;
const MOST_POLLS = 30;

/** What came of all polls together: a change that one poll fails to tell may come with a later one. */
class Emitted {
	readonly rows: Row[] = [];
	readonly hints: string[] = [];
	readonly errors: PollRun['error'][] = [];

	add({ rows, error, warnings }: PollRun): void {
		this.rows.push(...rows);
		this.hints.push(...warnings);
		if (error) this.errors.push(error);
	}

	outcome(): Outcome {
		const [first] = this.errors;
		return {
			rows: this.rows,
			...(first ? { error: saidBy(first) } : {}),
			hints: this.hints,
			all: JSON.stringify([this.rows, this.hints, this.errors]),
		};
	}
}

/** Polls: the activation, some that meet the fault, and clean ones until nothing more comes. */
const polls =
	(parameters: object, changes: number) =>
	async ({ server, credentials, tick, begin, end, plan }: World<JamaServer>): Promise<Outcome> => {
		const node = await createPollingNode({
			nodeType: 'jamaTrigger',
			credentials,
			parameters: parameters as INodeParameters,
		});
		const begun = await node.poll();
		if (begun.error) throw new Error(`The trigger could not be activated: ${begun.error.message}`);
		tick(MINUTE);
		const editor = createEditor(server);
		const items = server.state
			.treeOrder(SEED.main)
			.filter(({ itemType }) => itemType === TYPE.system || itemType === TYPE.software)
			.slice(0, changes + 1);
		// A state that is overwritten before a poll succeeds is nobody's to tell: what is edited later is another item.
		const later = items.pop()?.id ?? 0;
		for (const { id } of items) {
			editor.edit(id);
			tick(1000);
		}
		tick(MINUTE);
		begin();
		const emitted = new Emitted();
		for (let poll = 0; poll < (plan?.lasting ? BAD_POLLS : 1); poll += 1) {
			emitted.add(await node.poll());
			tick(MINUTE);
		}
		// What follows is at the same time in every run, so that its dates are the same.
		if (!plan?.lasting) tick((BAD_POLLS - 1) * MINUTE);
		editor.edit(later);
		tick(MINUTE);
		end();
		for (let quiet = 0, count = 0; quiet < 2 && count < MOST_POLLS; count += 1) {
			const run = await node.poll();
			emitted.add(run);
			quiet = run.rows.length === 0 ? quiet + 1 : 0;
			tick(MINUTE);
		}
		return emitted.outcome();
	};

/** Each change is an item at a date. */
const changeOf = (row: Row): string =>
	[
		row.changeType,
		row.activityId ?? row.id,
		row.lastActivityDate ?? row.modifiedDate ?? row.date,
	].join(' ');

const trigger = (name: string, parameters: object, changes = CHANGES): OperationClass => ({
	name,
	system: 'jama',
	kind: 'trigger',
	begins: true,
	prepare: (server: JamaServer) => server.reseed({ items: 150 }),
	run: polls(parameters, changes),
	expected: ({ rows }) => rows.map(changeOf),
});

export const TRIGGER_CLASSES: OperationClass[] = [
	trigger('poll for items', { projects: [SEED.main], simplify: false }),
	trigger(
		'poll for items with labels',
		{ projects: [SEED.main], simplify: true, options: { previousVersion: true } },
		FEW_CHANGES,
	),
	trigger('poll for activities', { triggerOn: 'activity', projects: [SEED.main], simplify: true }),
];
