import { randomUUID } from 'node:crypto';
import {
	jamaCredentials,
	jamaOAuth2Credentials,
	jiraCredentials,
	jiraOAuth2Credentials,
	jiraPatCredentials,
} from '../support/engine/harness';
import type { StoredCredential } from '../support/engine/harness';
import type { Certificates } from '../servers/faults/certificates';
import type { Plan, ProxiedRequest } from '../servers/faults/proxy';
import { FaultProxy } from '../servers/faults/proxy';
import { startJamaServer } from '../servers/jama';
import type { JamaServer } from '../servers/jama';
import { startJiraServer } from '../servers/jira';
import type { JiraServer } from '../servers/jira';
import { giveUp, Hang, realNow, RunClock, withClock } from './clock';
import type { OperationClass, System, World } from './operation';
import type { Outcome } from './outcome';
import type { Snapshot } from './snapshot';
import { differences, snapshotOf } from './snapshot';

/** Every host of a run ends in it. */
export const DOMAIN = 'chaos.test';
/** The servers' clocks at the start of each run. */
const START = Date.UTC(2026, 0, 15, 12);
/**
 * ms of real time in which a run has to end, on a machine that is busy with other things as well. Longer than the timeout of
 * a request: where the fault proxy falls silent before the request is known by its port, it ends by its own timer.
 */
const LONGEST_RUN = 150_000;

/** What a run did and said, and what of it can be seen from outside. */
export interface Evidence {
	outcome: Outcome;
	before: Snapshot;
	after: Snapshot;
	/** The requests of the part that may meet faults. */
	requests: ProxiedRequest[];
	/** Authorization headers that a stranger was sent. */
	strays: string[];
	/** What is secret and stands in output, error or hints. */
	leaks: string[];
	/** ms waited, by the run's clock. */
	waited: number;
	/** ms of real time. */
	lasted: number;
	hung: boolean;
}

export type CredentialKind = 'basic' | 'oauth' | 'pat';

function credentialsOf(server: JamaServer | JiraServer, kind: CredentialKind): StoredCredential {
	if ('deployment' in server) {
		if (kind === 'pat') return jiraPatCredentials(server);
		return kind === 'oauth' ? jiraOAuth2Credentials(server) : jiraCredentials(server);
	}
	return kind === 'oauth' ? jamaOAuth2Credentials(server) : jamaCredentials(server);
}

/** Every text of the credential that is nobody's business, and every token that the server gave. */
function secretsOf({ data }: StoredCredential, server: JamaServer | JiraServer): string[] {
	const basic = (name: unknown, secret: unknown) =>
		Buffer.from(`${String(name)}:${String(secret)}`).toString('base64');
	const tokens =
		'deployment' in server
			? server.state.grants.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken])
			: [...server.state.tokens.keys()];
	const own = [data.password, data.token, data.clientSecret].filter(Boolean).map(String);
	return [
		...own,
		basic(data.username, data.password),
		basic(data.clientId, data.clientSecret),
		...tokens,
	];
}

/** Servers of one kind each, on which one run after the other takes place. */
export class Lane {
	private readonly servers = new Map<System, JamaServer | JiraServer>();
	private time = START;

	/** @param certificates for runs over TLS */
	constructor(private readonly certificates: Certificates) {}

	private async server(system: System): Promise<JamaServer | JiraServer> {
		const known = this.servers.get(system);
		if (known) return known;
		const now = () => this.time;
		const options = { now, validateResponses: false };
		const server =
			system === 'jama'
				? await startJamaServer(options)
				: await startJiraServer({
						...options,
						deployment: system === 'jiraCloud' ? 'cloud' : 'dataCenter',
					});
		this.servers.set(system, server);
		return server;
	}

	/**
	 * Runs an operation on a server that is as new, behind a proxy of its own with a name of its own: the package keeps what
	 * it knows of a site by its origin.
	 */
	async run(operation: OperationClass, kind: CredentialKind, plan?: Plan): Promise<Evidence> {
		const server = await this.server(operation.system);
		this.time = START;
		server.reset();
		server.reseed();
		const real = realNow();
		const clock = new RunClock(() => realNow() - real);
		let known: Snapshot = new Map();
		const proxy = await FaultProxy.start({
			target: Number(new URL(server.url).port),
			host: `${randomUUID()}.${DOMAIN}`,
			now: () => Date.now(),
			...(plan?.fault.needs === 'tls' ? { certificates: this.certificates } : {}),
			expire: () => server.expireTokens(),
			silence: giveUp,
			around: async ({ method }, work) => {
				const answer = await work();
				if (method === 'GET') return { answer, changed: [] };
				const before = known;
				known = snapshotOf(server.state);
				return { answer, changed: differences(before, known) };
			},
		});
		const at = { ...server, url: proxy.origin };
		const credentials = credentialsOf(at, kind);
		let from = 0;
		let to: number | undefined;
		const world: World = {
			server,
			credentials,
			site: proxy.origin,
			tick: (ms) => (this.time += ms),
			...(plan ? { plan } : {}),
			begin: () => {
				from = proxy.requests.length;
				proxy.arm(plan);
			},
			end: () => {
				to = proxy.requests.length;
				proxy.arm();
			},
		};
		(operation.prepare as ((server: unknown, site: string) => void) | undefined)?.(
			server,
			proxy.origin,
		);
		known = snapshotOf(server.state);
		const before = known;
		if (!operation.begins) world.begin();
		const { outcome, hung } = await this.attempt(operation, world, clock);
		const lasted = realNow() - real;
		await proxy.close();
		return {
			outcome,
			hung,
			before,
			after: snapshotOf(server.state),
			requests: proxy.requests.slice(from, to),
			strays: proxy.strays,
			leaks: secretsOf(credentials, server).filter((secret) => outcome.all.includes(secret)),
			waited: clock.ahead,
			lasted,
		};
	}

	private async attempt(
		operation: OperationClass,
		world: World,
		clock: RunClock,
	): Promise<{ outcome: Outcome; hung: boolean }> {
		const timer = setTimeout(
			() => clock.stop(`It runs for more than ${LONGEST_RUN / 1000} seconds`),
			LONGEST_RUN,
		);
		const work = withClock(clock, async () => await operation.run(world as World<never>));
		// When the time is up nobody listens to it any more.
		work.catch(() => undefined);
		try {
			return { outcome: await Promise.race([work, clock.tooLong]), hung: false };
		} catch (error) {
			const { message } = error as Error;
			const outcome = { rows: [], error: { message, description: '' }, hints: [], all: message };
			if (error instanceof Hang) return { outcome, hung: true };
			throw error;
		} finally {
			clearTimeout(timer);
		}
	}

	async close(): Promise<void> {
		for (const server of this.servers.values()) await server.close();
	}
}
