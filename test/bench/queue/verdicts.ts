import type { Figures } from './figures';

export interface Verdict {
	what: string;
	/** With its unit, and what it is made of. */
	figure: string;
	aim: string;
	verdict: 'met' | 'missed';
}

const MOST_TIMES_LIMIT = 1.2;
const SHARE_OF_REJECTED = 0.03;
const SLOWEST_TO_FASTEST = 0.5;

const line = (what: string, figure: string, aim: string, met: boolean): Verdict => ({
	what,
	figure,
	aim,
	verdict: met ? 'met' : 'missed',
});

function failures({ failed, executions }: Figures): Verdict {
	const met = failed === 0 && executions > 0;
	return line('failed executions', `${failed} of ${executions}`, '0', met);
}

function time({ seconds, served }: Figures, rate: number): Verdict {
	const what = 'time / (requests / limit)';
	const aim = `at most ${MOST_TIMES_LIMIT}`;
	const least = served / rate;
	if (seconds === undefined || least === 0) return line(what, 'not known', aim, false);
	const ratio = seconds / least;
	const figure = `${ratio.toFixed(2)} (${seconds.toFixed(1)} s / ${least.toFixed(1)} s)`;
	return line(what, figure, aim, ratio <= MOST_TIMES_LIMIT);
}

function rejections({ served, rejected }: Figures): Verdict {
	const what = '429 among responses';
	const aim = `under ${SHARE_OF_REJECTED * 100} %`;
	const all = served + rejected;
	if (all === 0) return line(what, 'not known', aim, false);
	const share = rejected / all;
	const figure = `${(share * 100).toFixed(1)} % (${rejected} of ${all})`;
	return line(what, figure, aim, share < SHARE_OF_REJECTED);
}

function fairness({ sharedBy }: Figures): Verdict {
	const what = 'slowest / fastest worker';
	const aim = `at least ${SLOWEST_TO_FASTEST}`;
	const counts = Object.values(sharedBy).sort((a, b) => a - b);
	const [least = 0, most = 0] = [counts[0], counts[counts.length - 1]];
	if (most === 0) return line(what, 'not known', aim, false);
	const ratio = least / most;
	return line(what, `${ratio.toFixed(2)} (${counts.join(', ')})`, aim, ratio >= SLOWEST_TO_FASTEST);
}

/**
 * Each aim of queue mode with its figure. What is not known is missed.
 * @param rate requests per second that the server allows
 */
export const judge = (figures: Figures, rate: number): Verdict[] => [
	failures(figures),
	time(figures, rate),
	rejections(figures),
	fairness(figures),
];
