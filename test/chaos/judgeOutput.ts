import { gunzipSync } from 'node:zlib';
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Answer } from '../servers/faults/message';
import { headerOf, jsonOf } from '../servers/faults/message';
import type { Judged } from './judge';
import type { RowsCompared } from './rows';
import { compareRows, textOfRow } from './rows';
import type { Evidence } from './stage';
import type { Verdict } from './verdict';
import { wrong } from './verdict';

const columnsOf = ({ columns }: RowsCompared): string =>
	[...columns].map(([name, values]) => `${name} ${values}`).join('; ');

/** The output of a success against that of a clean run. */
export function judgeOutput(clean: Evidence, cell: Evidence): Verdict {
	const compared = compareRows(clean.outcome.rows, cell.outcome.rows);
	if (compared.same) return { verdict: 'right' };
	if (compared.extra > 0)
		return wrong(
			'rows twice',
			`${cell.outcome.rows.length} rows instead of ${clean.outcome.rows.length}`,
		);
	if (compared.columns.has('binary'))
		return wrong('wrong file', textOfRow(cell.outcome.rows[0] ?? {}));
	// What is less than it should be is no silent fault when it is said.
	if (cell.outcome.hints.length > clean.outcome.hints.length || compared.notes.length > 0)
		return { verdict: 'clear' };
	if (compared.missing > 0) {
		return wrong(
			'short without a hint',
			`${cell.outcome.rows.length} rows instead of ${clean.outcome.rows.length}`,
		);
	}
	return wrong('other values without a hint', columnsOf(compared));
}

/** Without the packing of the way. */
export function unpacked(answer: Answer): Answer {
	if (headerOf(answer.headers, 'content-encoding') !== 'gzip') return answer;
	try {
		return { ...answer, body: gunzipSync(answer.body) };
	} catch {
		return { ...answer, body: Buffer.alloc(0) };
	}
}

/** The last answer that the client got whole. */
const lastOf = (requests: ProxiedRequest[]): Answer | undefined => {
	const received = requests.at(-1)?.received;
	return received && unpacked(received);
};

/** A Custom API Action hands on what the server said: all of it, and nothing that the server did not say. */
export function judgeRaw(clean: Evidence, cell: Evidence): Verdict {
	if (compareRows(clean.outcome.rows, cell.outcome.rows).same) return { verdict: 'right' };
	const [row] = cell.outcome.rows;
	const last = lastOf(cell.requests);
	const body = row?.body;
	if (!row || !last) return wrong('broken answer as success', textOfRow(row ?? {}));
	const json = jsonOf(last);
	const same =
		last.body.length === 0
			? // What answers a write may be empty, a record may not.
				body === '' && (last.status === 204 || cell.requests.at(-1)?.method !== 'GET')
			: json === undefined
				? (body ?? '') === last.body.toString() &&
					headerOf(last.headers, 'content-type')?.includes('json') !== true
				: JSON.stringify(body) === JSON.stringify(json);
	const isPage = typeof body === 'string' && /<html/i.test(body);
	if (same && !isPage && row.statusCode === last.status) return { verdict: 'right' };
	return wrong('broken answer as success', textOfRow(row));
}

/** A credential's test may say OK only when the true answer arrived. */
export function judgeTest(cell: Evidence): Verdict {
	if (cell.outcome.error) return { verdict: 'clear' };
	const last = cell.requests.at(-1);
	const received = last?.received && unpacked(last.received);
	const json = received && jsonOf(received);
	const isTrue =
		last?.answer !== undefined &&
		received?.status === last.answer.status &&
		jsonOf(last.answer) !== undefined;
	// Ids as text and the like are no reason to refuse a credential that works; no user at all is.
	const named = JSON.stringify(json ?? null).includes('"');
	return isTrue && named
		? { verdict: 'right' }
		: wrong('broken answer as success', 'the test says OK');
}

/** Every change once, however the polls went. */
export function judgeTrigger({ expected }: Judged, clean: Evidence, cell: Evidence): Verdict {
	const wanted = expected?.(clean.outcome) ?? [];
	const told = expected?.(cell.outcome) ?? [];
	const lost = wanted.filter((change) => !told.includes(change));
	if (lost.length > 0)
		return wrong('change lost', `${lost.length} of ${wanted.length}: ${lost[0] ?? ''}`);
	const twice = told.filter((change, index) => told.indexOf(change) !== index);
	if (twice.length > 0) return wrong('change told twice', `${twice.length}: ${twice[0] ?? ''}`);
	const others = told.filter((change) => !wanted.includes(change));
	if (others.length > 0) return wrong('change told twice', `${others[0] ?? ''} is no change`);
	const compared = compareRows(clean.outcome.rows, cell.outcome.rows);
	const said =
		cell.outcome.error !== undefined || cell.outcome.hints.length > clean.outcome.hints.length;
	if (!compared.same && !said) return wrong('other values without a hint', columnsOf(compared));
	return cell.outcome.error ? { verdict: 'clear' } : { verdict: 'right' };
}
