/**
 * The clock of the world: servers, nodes and n8n's expressions all read it, and it moves only when it is told to. What the
 * package waits for passes at once; waits that run side by side end in their order.
 */
import { createRequire } from 'node:module';

const START = Date.UTC(2026, 0, 15, 12);

let time = START;
const waits: Array<{ until: number; wake: () => void }> = [];
let turning = false;

/** ms since 1970. */
export const now = (): number => time;

/** Lets ms pass. */
export function pass(ms: number): void {
	time += ms;
}

/** Ends the wait that ends first, as soon as everything else that is ready has run. */
function turn(): void {
	if (turning) return;
	turning = true;
	setImmediate(() => {
		turning = false;
		waits.sort((a, b) => a.until - b.until);
		const next = waits.shift();
		if (!next) return;
		time = Math.max(time, next.until);
		next.wake();
		if (waits.length > 0) turn();
	});
}

/** Puts it in the place of the machine's clock, for good: n8n's `sleep`, `performance.now` and `Date.now`. */
export function installClock(): void {
	const ofWorkflow = createRequire(createRequire(__filename).resolve('n8n-workflow'));
	const sleeping = ofWorkflow('@n8n/utils/sleep') as { sleep: (ms: number) => Promise<void> };
	sleeping.sleep = async (ms) => {
		await new Promise<void>((wake) => {
			waits.push({ until: time + ms, wake });
			turn();
		});
	};
	Date.now = now;
	performance.now = () => time - START + 1;
}
