/** Numbers between 0 and 1, the same for the same seed on every run. */
export function pseudoRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}
