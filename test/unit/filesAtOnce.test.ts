import { FilesAtOnce } from '../../nodes/Jama/attachments/filesAtOnce';
import { VirtualClock } from './support/clock';

const MB = 1_000_000;

/** Holds files of these sizes for a second each, all asked for at once. @returns when each began, in ms, and the most held */
async function hold(sizes: number[], work?: (at: number) => void) {
	const clock = new VirtualClock();
	const files = new FilesAtOnce();
	const begun: number[] = [];
	let held = 0;
	let most = 0;
	const all = sizes.map(
		async (bytes, at) =>
			await files.hold(bytes, async () => {
				begun[at] = clock.now();
				held += bytes;
				most = Math.max(most, held);
				await clock.sleep(1000);
				held -= bytes;
				work?.(at);
				return at;
			}),
	);
	const ended = await clock.during(Promise.allSettled(all));
	return { begun, most, ended };
}

test('small files come together', async () => {
	const { begun, ended } = await hold(Array.from({ length: 50 }, () => MB));
	expect(new Set(begun)).toEqual(new Set([0]));
	expect(ended.map((one) => one.status === 'fulfilled' && one.value)).toEqual([...ended.keys()]);
});

test('files that are large together come one after the other, in their order, also behind one that fails', async () => {
	const sizes = [60, 60, 30, 300, 10].map((one) => one * MB);
	const { begun, most, ended } = await hold(sizes, (at) => {
		if (at === 0) throw new Error('broken');
	});
	expect(begun).toEqual([0, 1000, 1000, 2000, 3000]);
	expect(most).toBe(300 * MB);
	expect(ended.map(({ status }) => status)).toEqual([
		'rejected',
		...Array.from({ length: 4 }, () => 'fulfilled'),
	]);
});

test('a file of which nobody knows how large it is waits for none', async () => {
	expect((await hold([300 * MB, 0, 0])).begun).toEqual([0, 0, 0]);
});
