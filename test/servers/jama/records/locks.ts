import {
	checkWrite,
	done,
	findTest,
	inReach,
	single,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { checkLock } from '../items/itemChanges';
import { ITEM } from './owners';
import type { Lock } from '../types';
import { viewLock } from '../configuration/views';

type Lockable = { lock?: Lock };

/** Lock and unlock. Assumption: whoever may write may also unlock what another has locked. */
function locks(name: string, find: (call: Call) => Lockable): Handlers {
	return {
		[`get_${name}_lock`]: (call) => single(call, viewLock(find(call))),
		[`update_${name}_lock`]: (call) => {
			checkWrite(call);
			const record = find(call);
			const { locked } = call.body as { locked: boolean };
			if (locked) checkLock(call, record);
			record.lock = {
				locked,
				lastLockedDate: locked ? stamp(call) : (record.lock?.lastLockedDate ?? stamp(call)),
				lockedBy: locked ? call.user.id : undefined,
			};
			return done(call);
		},
	};
}

export const lockHandlers: Handlers = {
	...locks('item', ITEM.find),
	...locks('test_plan', (call) => findTest(call, 'plan', call.params.id)),
	...locks('test_run', (call) => findTest(call, 'run', call.params.id)),
	...locks('attachment', (call) =>
		inReach(call, call.state.attachments.get(call.params.attachmentId as number), 'Attachment'),
	),
};
