/** What has to be undone in the end: the last first, each of them also when another fails. */
export class Cleanup {
	private steps: Array<{ title: string; undo: () => unknown }> = [];

	private closed = false;

	/** Keeps `undo` for the end; does it at once where the end has come already, as when Ctrl-C met a start. */
	async defer(title: string, undo: () => unknown): Promise<void> {
		this.steps.push({ title, undo });
		if (this.closed) await this.run();
	}

	/** Whether there is anything to undo. */
	get isNeeded(): boolean {
		return this.steps.length > 0;
	}

	/** Undoes everything. @returns what could not be undone, and why */
	async run(): Promise<string[]> {
		this.closed = true;
		const failures: string[] = [];
		for (let step = this.steps.pop(); step; step = this.steps.pop()) {
			try {
				await step.undo();
			} catch (error) {
				failures.push(`${step.title}: ${error instanceof Error ? error.message : String(error)}`);
			}
		}
		return failures;
	}
}
