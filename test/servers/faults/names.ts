import dns from 'node:dns';

type Found = { address: string } | { code: string };
type Callback = (error: Error | null, address?: unknown, family?: number) => void;

/** Host names that exist in this process only, with what a look-up of each finds. */
const hosts = new Map<string, () => Found>();
let installed = false;

/**
 * Makes this process ask here before it asks the machine for a host. `node:net` calls `dns.lookup` for each connection, so
 * that a name is the place to decide what a connection meets: a server, a closed port, or nothing.
 */
function install(): void {
	if (installed) return;
	installed = true;
	const ask = dns.lookup as (...parts: unknown[]) => void;
	const lookup = (host: string, options: unknown, callback?: Callback): void => {
		const answer = (callback ?? options) as Callback;
		const find = hosts.get(host);
		if (!find) return ask(host, options, callback);
		const found = find();
		const all = (options as { all?: boolean }).all === true;
		process.nextTick(() => {
			if ('code' in found) {
				const error = new Error(`getaddrinfo ${found.code} ${host}`);
				return answer(
					Object.assign(error, { code: found.code, syscall: 'getaddrinfo', hostname: host }),
				);
			}
			if (all) return answer(null, [{ address: found.address, family: 4 }]);
			return answer(null, found.address, 4);
		});
	};
	(dns as { lookup: unknown }).lookup = lookup;
}

/**
 * Gives a host name to this process.
 * @param find asked for each connection: an IPv4 address, or the code of a failed look-up
 * @returns takes the name away again
 */
export function nameHost(host: string, find: () => Found): () => void {
	install();
	hosts.set(host, find);
	return () => void hosts.delete(host);
}
