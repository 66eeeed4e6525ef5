import { checkWrite, findEpic, noContent, ok, type Handlers } from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import { epicView } from './views';

/** Epics by id or key. */
export const epics: Handlers = {
	getEpic: (call) =>
		ok(epicView(call, findEpic(call, call.params.epicIdOrKey ?? call.params.epicId))),

	partiallyUpdateEpic(call) {
		const epic = findEpic(call, call.params.epicIdOrKey);
		checkWrite(call);
		const { name, summary, color, done } = call.body;
		for (const [field, value] of Object.entries({ name, summary }))
			if (typeof value === 'string' && value.trim() === '')
				throw fieldError(field, `The ${field} of an epic cannot be empty.`);
		epic.summary = summary ?? epic.summary;
		epic.epicFields = {
			name: name ?? epic.epicFields!.name,
			color: color?.key ?? epic.epicFields!.color,
			done: done ?? epic.epicFields!.done,
		};
		epic.updated = call.now;
		return ok(epicView(call, epic));
	},

	rankEpics(call) {
		const epic = findEpic(call, call.params.epicIdOrKey);
		checkWrite(call);
		const { rankBeforeEpic: before, rankAfterEpic: after } = call.body;
		if ((before === undefined) === (after === undefined))
			throw refusal(400, 'One of rankBeforeEpic and rankAfterEpic is required.');
		const anchor = findEpic(call, before ?? after);
		if (anchor === epic) throw refusal(400, 'An epic cannot be ranked relative to itself.');
		call.state.moveInRank([epic.id], anchor.id, before === undefined ? 'after' : 'before');
		return noContent();
	},
};
