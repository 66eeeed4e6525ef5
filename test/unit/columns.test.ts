/** Fields to Return: names and labels in any case; what no row has is told. */
import { Columns, keepNames, nameColumns } from '../../nodes/shared/operations/columns';

const row = () =>
	nameColumns({ id: 1, documentKey: 'A-1', verification_method: ['Test'], a: { bC: 2 } }, [
		['Verification Method', 'verification_method'],
		['Due Date', 'due'],
	]);

test('names, labels and paths in any case keep the name they were given', () => {
	const columns = new Columns('ID, Document Key,verification method, A.BC, Due date');
	expect(columns.pick(row())).toEqual({
		ID: 1,
		'Document Key': 'A-1',
		'verification method': ['Test'],
		'A.BC': 2,
		'Due date': null,
	});
	expect(columns.hint()).toBeUndefined();
});

test('a column that no row has is told, with those that they have', () => {
	const columns = new Columns('id, color');
	expect(columns.pick(row())).toEqual({ id: 1, color: null });
	expect(columns.hint()).toBe(
		"Fields to Return: no row has 'color'. The rows have: id, documentKey, verification_method, a.",
	);
	columns.pick({ color: 'red' });
	expect(columns.hint()).toBeUndefined();
});

test('exact names go before others, and two that are alike are none', () => {
	expect(new Columns('status').pick({ status: 1, Status: 2 })).toEqual({ status: 1 });
	expect(new Columns('STATUS').pick({ status: 1, Status: 2 })).toEqual({ STATUS: null });
});

test('nothing wanted keeps the row as it is, and no row needs no hint', () => {
	const one = row();
	expect(new Columns(' , ').pick(one)).toBe(one);
	expect(new Columns('x').hint()).toBeUndefined();
});

test('a row made from another keeps the labels', () => {
	const other = keepNames(row(), { ...row(), created: true });
	expect(new Columns('Due Date, created').pick(other)).toEqual({ 'Due Date': null, created: true });
});
