/** What jest writes about a run, as far as it is read here. */
export interface Results {
	testResults: Array<{ assertionResults: Array<{ fullName: string; status: string }> }>;
}

/** The names that no test has that was run. Each is a regular expression for a part of a test's name, as in jest. */
export function namesWithoutTest(names: readonly string[], { testResults }: Results): string[] {
	const run = testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => status === 'passed' || status === 'failed');
	return names.filter((name) => !run.some(({ fullName }) => new RegExp(name, 'i').test(fullName)));
}
