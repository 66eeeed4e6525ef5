import {
	findAbstractItem,
	findTest,
	inReach,
	JamaError,
	list,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { ITEM } from '../records/owners';
import type { Attachment, Item, Version } from '../types';
import { viewAttachment, viewVersion, viewVersionedItem, type Row } from '../configuration/views';

interface VersionedKind<T extends Item | Attachment> {
	find: (call: Call) => T;
	view: (call: Call, record: T, version: Version, current: number) => Row;
	/** Operation ids: the list, the description of a version, the version itself. */
	names: [list: string, one: string, record: string];
}

function versions<T extends Item | Attachment>({ find, view, names }: VersionedKind<T>): Handlers {
	const [all, one, record] = names;
	const versionOf = (call: Call) => {
		const found = find(call);
		const known = call.state.versionsOf(found);
		const version = known.find((each) => each.versionNumber === call.params.versionNum);
		if (!version)
			throw new JamaError(404, `Item ${found.id} has no version ${call.params.versionNum}`);
		return { found, version, current: known.length };
	};
	return {
		[all]: (call) => {
			const found = find(call);
			return list(call, call.state.versionsOf(found), (version) => viewVersion(found.id, version));
		},
		[one]: (call) => {
			const { found, version } = versionOf(call);
			return single(call, viewVersion(found.id, version));
		},
		[record]: (call) => {
			const { found, version, current } = versionOf(call);
			return single(call, view(call, found, version, current));
		},
	};
}

/** An attachment as a version left it: its file's name, type and size too. */
function viewVersionedAttachment(
	call: Call,
	attachment: Attachment,
	version: Version,
	current: number,
): Row {
	const { lock, ...row } = viewAttachment(call, { ...attachment, ...version.snapshot });
	return { ...row, version: version.versionNumber, currentVersion: current };
}

const id = (call: Call) => call.params.id as number;
const named = (name: string, one = `get_${name}_versioned`): [string, string, string] => [
	`get_${name}_versions`,
	one,
	`get_${name}_version`,
];

/** Versions of items, test plans, cycles and runs, and attachments (REST guide, 1/23/2016 and 8.14). */
export const versionHandlers: Handlers = {
	...versions({ find: ITEM.find, view: viewVersionedItem, names: named('item') }),
	...versions({
		find: (call) => findAbstractItem(call, id(call)),
		view: viewVersionedItem,
		names: named('abstract_item'),
	}),
	...versions({
		find: (call) => findTest(call, 'plan', id(call)),
		view: viewVersionedItem,
		names: named('test_plan', 'get_version_on_item4'),
	}),
	...versions({
		find: (call) => findTest(call, 'cycle', call.params.testCycleId),
		view: viewVersionedItem,
		names: named('test_cycle'),
	}),
	...versions({
		find: (call) => findTest(call, 'run', id(call)),
		view: viewVersionedItem,
		names: named('test_run'),
	}),
	...versions({
		find: (call) =>
			inReach(call, call.state.attachments.get(call.params.attachmentId as number), 'Attachment'),
		view: viewVersionedAttachment,
		names: named('attachment'),
	}),
};
