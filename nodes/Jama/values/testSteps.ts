import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { toRow } from '../../shared/values/row';

const NAMES: Record<string, string> = {
	action: 'action',
	step: 'action',
	expected: 'expectedResult',
	expectedresult: 'expectedResult',
	notes: 'notes',
	note: 'notes',
};
const COLUMNS = ['action', 'expectedResult', 'notes'];

const HOW_TO_WRITE =
	'Write one step on each line (with tabs before expected result and notes), or a JSON list such as [{"action": "Press start", "expectedResult": "The pump runs", "notes": ""}].';

/** One step from a line of text: its action, then after tabs expected result and notes. */
function fromLine(line: string): IDataObject {
	const cells = line.split('\t').map((cell) => cell.trim());
	return Object.fromEntries(COLUMNS.map((name, index) => [name, cells[index] ?? '']));
}

/** One step with the names of Jama; what it has besides stays. */
function fromObject(step: object, label: string): IDataObject {
	const named = Object.entries(step).map(([name, value]): [string, unknown] => [
		NAMES[name.toLowerCase().replace(/[\s_]/g, '')] ?? name,
		value,
	]);
	if (named.some(([name]) => COLUMNS.includes(name))) {
		return toRow(named);
	}
	throw new InvalidInput(
		`'${label}' holds a step without action, expected result and notes: ${JSON.stringify(step).slice(0, 100)}`,
		HOW_TO_WRITE,
	);
}

/**
 * Steps of a test case as Jama takes them: a list of `action`, `expectedResult`, `notes`; from such a list, from one of texts,
 * from its JSON, or from lines of text.
 * @throws InvalidInput
 */
export function toSteps(value: unknown, label: string): IDataObject[] {
	const text = typeof value === 'string' ? value.trim() : undefined;
	if (text !== undefined && !/^[[{]/.test(text)) {
		return text
			.split(/\r\n|\r|\n/)
			.filter((line) => line.trim() !== '')
			.map(fromLine);
	}
	const steps = [text === undefined ? value : readJson(text, label)].flat();
	return steps.map((step) => {
		if (typeof step === 'string') return fromLine(step);
		if (typeof step === 'object' && step !== null) return fromObject(step, label);
		throw new InvalidInput(`'${label}' holds a step that is ${JSON.stringify(step)}`, HOW_TO_WRITE);
	});
}
