/** Bytes of files that are held together; a larger one comes alone. */
const MOST_HELD = 100_000_000;

/**
 * Lets as many files of one execution be worked on as fit into the memory together, in the order in which they come. What has
 * to wait has no request on its way.
 */
export class FilesAtOnce {
	private held = 0;

	private readonly underWay = new Set<Promise<void>>();

	/** Resolves when all that came before have begun. */
	private begun: Promise<void> = Promise.resolve();

	/** @param bytes of the file; 0 where that is not known, which waits for none */
	async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
		this.begun = this.begun.then(async () => {
			const fits = () => this.held === 0 || this.held + bytes <= MOST_HELD;
			while (bytes > 0 && !fits()) await Promise.race(this.underWay);
			this.held += bytes;
		});
		await this.begun;
		const result = work();
		const end: Promise<void> = result.then(
			() => this.letGo(bytes, end),
			() => this.letGo(bytes, end),
		);
		this.underWay.add(end);
		return await result;
	}

	private letGo(bytes: number, end: Promise<void>): void {
		this.held -= bytes;
		this.underWay.delete(end);
	}
}
