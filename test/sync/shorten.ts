/** Makes a failing history shorter: leaves out what it fails without. */
import type { Verdict } from './history';
import type { Plan, Step } from './plan';

type What = NonNullable<Verdict['wrong']>['what'];

/** The step without one of the things that make it more than a plain run. */
function simpler(step: Step): Step[] {
	if (step.kind !== 'run') return [];
	const { fault, edit, second, kill, ...plain } = step;
	const all = { fault, edit, second, kill };
	return Object.keys(all)
		.filter((name) => all[name as keyof typeof all] !== undefined)
		.map((name) => ({ ...plain, ...all, [name]: undefined }));
}

/** Every plan that is a little shorter: of several steps, of one, or of part of one. */
function shorterPlans(plan: Plan): Plan[] {
	const { steps } = plan;
	const plans: Plan[] = [];
	for (
		let size = Math.ceil(steps.length / 2);
		size >= 1;
		size = size === 1 ? 0 : Math.ceil(size / 2)
	)
		for (let at = 0; at < steps.length; at += size)
			plans.push({ ...plan, steps: [...steps.slice(0, at), ...steps.slice(at + size)] });
	for (const [at, step] of steps.entries())
		for (const one of simpler(step)) plans.push({ ...plan, steps: steps.with(at, one) });
	return plans;
}

/** How often it is tried again at most. */
const MOST_TRIES = 60;

/** The shortest plan found that fails in the same way, with what came of it. */
export async function shorten(
	plan: Plan,
	what: What,
	play: (plan: Plan) => Promise<Verdict>,
): Promise<{ plan: Plan; verdict: Verdict }> {
	let best = { plan, verdict: await play(plan) };
	let tries = 0;
	for (let found = true; found && tries < MOST_TRIES; ) {
		found = false;
		for (const shorter of shorterPlans(best.plan)) {
			if (tries >= MOST_TRIES) break;
			tries += 1;
			const verdict = await play(shorter);
			if (verdict.wrong?.what !== what) continue;
			best = { plan: shorter, verdict };
			found = true;
			break;
		}
	}
	return best;
}
