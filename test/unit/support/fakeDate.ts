/** Sets the date for the tests of a file or a block; timers stay real. */
export function useDate(now: number): void {
	beforeAll(() => {
		jest.useFakeTimers({
			now,
			doNotFake: [
				'hrtime',
				'nextTick',
				'performance',
				'queueMicrotask',
				'setImmediate',
				'clearImmediate',
				'setInterval',
				'clearInterval',
				'setTimeout',
				'clearTimeout',
			],
		});
	});
	afterAll(() => {
		jest.useRealTimers();
	});
}
