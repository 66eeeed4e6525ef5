import type { HttpRequest, HttpResponse } from './http';
import type { Send } from './send';

/**
 * Keeps a session from trying a refused credential again and again, which may lock the account: the first request goes
 * alone, and a 401 before any other answer is settled by one request that every valid credential may make. Refused there
 * too, every later request gets the refusal without being sent. (A 401 alone may also mean that the user may not see the
 * object: REST developer guide, Common Response Codes.) The first request alone also lets n8n fetch one token, not several.
 * @param probe a request that needs nothing but a valid credential
 */
export function guardCredential(send: Send, probe: HttpRequest): Send {
	let first: Promise<unknown> | undefined;
	let accepted = false;
	let refusal: HttpResponse | undefined;

	const settle = async (request: HttpRequest): Promise<HttpResponse> => {
		const response = await send(request);
		if (response.statusCode !== 401) accepted = true;
		if (accepted) return response;
		const proof = request.path === probe.path ? response : await send(probe);
		if (proof.statusCode === 401) refusal = response;
		else accepted = true;
		return response;
	};

	return async (request) => {
		// Until one request has shown that the credential is good, they go one after the other.
		while (!accepted && !refusal && first) await first;
		if (refusal) return refusal;
		if (accepted) return await send(request);
		const answer = settle(request);
		first = answer.then(
			() => (first = undefined),
			() => (first = undefined),
		);
		return await answer;
	};
}
