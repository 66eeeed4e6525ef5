import type { HttpRequest, HttpResponse } from '../http/http';
import type { Send } from '../http/send';

/**
 * Keeps a session from trying a rejected credential again and again, which may lock the account. Until one response has shown
 * that the credential is good, requests go one after the other; after a 401, which may also mean that the user may not see
 * the object, the next one is preceded by a request that every valid credential may make. Rejected there too, every later
 * request gets the rejection without being sent. (The first request alone also lets n8n fetch one token, not several.)
 * @param probe a request that needs nothing but a valid credential
 */
export function guardCredential(send: Send, probe: HttpRequest): Send {
	let current: Promise<unknown> | undefined;
	let accepted = false;
	let suspicion: HttpResponse | undefined;
	let refusal: HttpResponse | undefined;

	const tryOut = async (request: HttpRequest): Promise<HttpResponse> => {
		if (suspicion) {
			const proof = await send(probe);
			if (proof.statusCode === 401) return (refusal = suspicion);
			accepted = true;
		}
		const response = await send(request);
		if (response.statusCode === 401) suspicion = response;
		else accepted = true;
		return response;
	};

	return async (request) => {
		while (!accepted && !refusal && current) await current;
		if (refusal) return refusal;
		if (accepted) return await send(request);
		const answer = tryOut(request);
		const over = () => (current = undefined);
		current = answer.then(over, over);
		return await answer;
	};
}
