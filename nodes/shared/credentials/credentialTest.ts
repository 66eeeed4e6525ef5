import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunction,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { Api } from '../session/api';
import { REDIRECTED } from './credentialParts';
import { BadResponse, NoResponse } from '../http/errors';
import { InvalidInput } from '../values/invalidInput';
import type { HttpRequest } from '../http/http';
import type { Helper } from '../session/n8nSession';
import { fetchBy, sendTo } from '../session/n8nSession';
import type { Row } from '../values/row';

interface Sign {
	key: string;
	message: string;
}

/** How one kind of credential is tested. */
export interface CredentialTest {
	api: Api;
	/** Signs a request, as the credential does. */
	sign: (
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
	/** Path of the record that says who the user is. */
	path: (credential: ICredentialDataDecryptedObject) => string;
	/** What only the right server has in that record, and the message where it is missing or no record came. */
	proof: Sign;
	/** What only a server has in that record for which the credential is not meant, and the message where it is there. */
	elsewhere?: Sign;
	/**
	 * Asked first, unsigned: what the server says of itself to anybody, and what is wrong about it; where it says nothing, the
	 * rest decides. Signed, a wrong password would be counted twice, and servers lock a user out after a few.
	 */
	server?: {
		path: string;
		complaint: (info: Row, credential: ICredentialDataDecryptedObject) => string | undefined;
	};
	/** Messages by status, in the place of the usual ones. */
	messages: Readonly<Record<number, string>>;
}

/** ms for which a test is tried again where the server is busy: somebody waits for it in the editor. */
const PATIENCE = 4_000;
const TIMEOUT = 20_000;

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });
const sentences = (...parts: Array<string | undefined>): string =>
	parts
		.map((part = '') => part.trim().replace(/[^.!?]$/, '$&.'))
		.join(' ')
		.trim();

/** What the editor shows of an error, in the words of the nodes. */
function explain({ api, messages }: CredentialTest, error: unknown): INodeCredentialTestResult {
	if (error instanceof BadResponse || error instanceof NoResponse) {
		const { statusCode } = error instanceof BadResponse ? error.response : { statusCode: 0 };
		const own = statusCode >= 300 && statusCode < 400 ? REDIRECTED : messages[statusCode];
		if (own !== undefined) return failed(own);
		const { message, description } = api.advise(error);
		return failed(sentences(message, description));
	}
	if (error instanceof InvalidInput) return failed(sentences(error.message, error.description));
	return failed(error instanceof Error ? error.message : String(error));
}

/**
 * The test of a credential, for `testedBy` of a node: asks who the user is, once, and follows no redirect. A test that n8n
 * makes of a request shows bare codes where no response came; this one says what a node would say.
 */
export function testCredential(test: CredentialTest): ICredentialTestFunction {
	const { api, sign, path, proof, elsewhere, server } = test;
	return async function ({ data = {} }) {
		// n8n has no other helper for these functions.
		const { request: legacyRequest } = this.helpers;
		const helperOf =
			(signed: boolean): Helper =>
			async (options) => {
				const request = signed ? await sign(data, options) : options;
				const { url, method, headers, auth, timeout, skipSslCertificateValidation } = request;
				return await legacyRequest({
					uri: url,
					method,
					headers,
					auth,
					timeout,
					json: true,
					simple: false,
					resolveWithFullResponse: true,
					followRedirect: false,
					...(skipSslCertificateValidation ? { rejectUnauthorized: false } : {}),
				});
			};
		try {
			const connection = api.connect(data);
			const read = async (where: string, signed = true): Promise<Row> => {
				const send = sendTo(connection, fetchBy(helperOf(signed), connection, false), PATIENCE);
				const request: HttpRequest = { method: 'GET', path: where, json: true, timeout: TIMEOUT };
				return api.readRow(request, await send(request));
			};
			const info = server && (await read(server.path, false).catch(() => undefined));
			const complaint = info && server.complaint(info, data);
			if (complaint !== undefined) return failed(complaint);
			const user = await read(path(data));
			if (elsewhere && user[elsewhere.key] !== undefined) return failed(elsewhere.message);
			return user[proof.key] === undefined
				? failed(proof.message)
				: { status: 'OK', message: 'Connection successful!' };
		} catch (error) {
			const isPage = error instanceof BadResponse && error.response.statusCode < 300;
			return isPage ? failed(proof.message) : explain(test, error);
		}
	};
}
