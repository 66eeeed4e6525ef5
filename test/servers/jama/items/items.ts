import {
	findAbstractItem,
	findItem,
	findProject,
	list,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { viewItem } from '../configuration/views';

const item = (call: Call) => findItem(call, call.params.id as number);

/** Reading items: paths and answers by the contract; order by `sequence` (contract, abstractitems). */
export const items: Handlers = {
	get_items: (call) => {
		const project = findProject(call, call.query.project as number);
		const rows =
			call.query.rootOnly === true
				? call.state.childrenOf(project.id)
				: call.state.treeOrder(project.id);
		return list(call, rows, (row) => viewItem(call, row));
	},
	get_item: (call) => single(call, viewItem(call, item(call))),
	get_item_children: (call) => {
		const parent = item(call);
		return list(call, call.state.childrenOf(parent.project, parent.id), (row) =>
			viewItem(call, row),
		);
	},
	get_abstract_item: (call) =>
		single(call, viewItem(call, findAbstractItem(call, call.params.id as number))),
};
