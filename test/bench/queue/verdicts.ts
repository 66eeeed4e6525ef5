import type { Line } from '../figures';
import type { Figures } from './figures';

const MOST_TIMES_LIMIT = 1.2;
const PERCENT_REJECTED = 3;
const SLOWEST_TO_FASTEST = 0.5;

const failures = ({ failed, executions }: Figures): Line => ({
	what: 'failed executions',
	figure: executions > 0 ? failed : NaN,
	unit: `of ${executions}`,
	aim: { atMost: 0 },
	note: '',
});

function time({ seconds, served }: Figures, rate: number): Line {
	const least = served / rate;
	return {
		what: 'time',
		figure: seconds === undefined || least === 0 ? NaN : seconds / least,
		unit: 'x requests / limit',
		aim: { atMost: MOST_TIMES_LIMIT },
		note:
			seconds === undefined
				? 'an execution did not end'
				: `${seconds.toFixed(1)} s / ${least.toFixed(1)} s`,
	};
}

function rejections({ served, rejected }: Figures): Line {
	const all = served + rejected;
	return {
		what: '429 among responses',
		figure: (100 * rejected) / all,
		unit: '%',
		aim: { under: PERCENT_REJECTED },
		note: `${rejected} of ${all}`,
	};
}

function fairness({ sharedBy }: Figures): Line {
	const counts = Object.values(sharedBy).sort((a, b) => a - b);
	const [least = 0, most = 0] = [counts[0], counts[counts.length - 1]];
	return {
		what: 'slowest worker',
		figure: least / most,
		unit: 'x fastest',
		aim: { atLeast: SLOWEST_TO_FASTEST },
		note: `requests of each: ${counts.join(', ')}`,
	};
}

/**
 * Each aim of queue mode with its figure. What is not known is not a number, and so misses its aim.
 * @param rate requests per second that the server allows
 */
export const judge = (figures: Figures, rate: number): Line[] => [
	failures(figures),
	time(figures, rate),
	rejections(figures),
	fairness(figures),
];
