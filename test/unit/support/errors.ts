import { InvalidInput } from '../../../nodes/shared/values/invalidInput';

/** What the work throws or rejects with; fails the test when it does neither. */
export async function caught(work: () => unknown): Promise<Error> {
	let result: unknown;
	try {
		result = await work();
	} catch (error) {
		return error as Error;
	}
	throw new Error(`It should have failed, and gave ${JSON.stringify(result)}`);
}

/** Message and advice of the InvalidInput that the work ends in; any other outcome fails the test. */
export async function refusal(work: () => unknown): Promise<{ message: string; advice: string }> {
	const error = await caught(work);
	if (!(error instanceof InvalidInput)) throw error;
	return { message: error.message, advice: error.description ?? '' };
}
