/** One request as the server saw it. */
export interface Request {
	/** When it arrived, ms. */
	time: number;
	/** 0 when it got no answer. */
	status: number;
	/** The login of one workflow; unknown for a 429, which comes before the login is looked at. */
	user?: string;
}

/** One execution, as n8n and the logs of the workers tell of it. */
export interface Execution {
	/** The login that only this execution uses. */
	user: string;
	/** Which worker started it; undefined when no worker did. */
	worker?: string;
	/** Whether it succeeded and returned everything that it had to. */
	complete: boolean;
	/** When it ended, ms; undefined when it did not. */
	endedAt?: number;
}

/** What one round has to be judged by. */
export interface Round {
	/** When the workflows were started, ms. */
	startedAt: number;
	/** All that ran, also those without an execution. */
	workers: string[];
	requests: Request[];
	executions: Execution[];
}

export interface Figures {
	executions: number;
	failed: number;
	/** Until the last execution ended; undefined when one never did. */
	seconds?: number;
	/** Requests with an answer that is not a 429. */
	served: number;
	rejected: number;
	/** Requests served to each worker while every worker had work. */
	sharedBy: Record<string, number>;
	/** Requests served and rejected in each five seconds. */
	timeline: Array<{ second: number; served: number; rejected: number }>;
}

const STRIDE = 5;
const TOO_MANY = 429;

const isAnswered = ({ status }: Request): boolean => status !== 0;

function timelineOf({ startedAt, requests }: Round): Figures['timeline'] {
	const strides: Figures['timeline'] = [];
	for (const { time, status } of requests.filter(isAnswered)) {
		const at = Math.max(0, Math.floor((time - startedAt) / 1000 / STRIDE));
		while (strides.length <= at)
			strides.push({ second: strides.length * STRIDE, served: 0, rejected: 0 });
		const stride = strides[at];
		if (stride) stride[status === TOO_MANY ? 'rejected' : 'served'] += 1;
	}
	return strides;
}

/** When the first worker had nothing left to do, ms; at once when one never had anything. */
function sharedUntil({ startedAt, workers, executions }: Round): number {
	const ends = workers.map((worker) => {
		const own = executions.filter((execution) => execution.worker === worker);
		return Math.max(startedAt, ...own.map(({ endedAt = Infinity }) => endedAt));
	});
	return Math.min(...ends);
}

/** Counts one round. */
export function figuresOf(round: Round): Figures {
	const { startedAt, workers, requests, executions } = round;
	const until = sharedUntil(round);
	const workerOf = new Map(executions.map(({ user, worker }) => [user, worker]));
	const served = requests.filter((one) => isAnswered(one) && one.status !== TOO_MANY);
	const early = served.filter(({ time }) => time <= until);
	const ended = executions.map(({ endedAt = Infinity }) => endedAt);
	const seconds = (Math.max(startedAt, ...ended) - startedAt) / 1000;
	return {
		executions: executions.length,
		failed: executions.filter(({ complete }) => !complete).length,
		seconds: Number.isFinite(seconds) ? seconds : undefined,
		served: served.length,
		rejected: requests.filter(({ status }) => status === TOO_MANY).length,
		sharedBy: Object.fromEntries(
			workers.map((name) => {
				const own = early.filter(({ user }) => user !== undefined && workerOf.get(user) === name);
				return [name, own.length];
			}),
		),
		timeline: timelineOf(round),
	};
}
