import type { CredentialRef, N8nApi } from './api';

const withCookies = async (url: string, cookies: string[]) => {
	const headers = { cookie: cookies.join('; ') };
	const response = await fetch(url, { headers, redirect: 'manual' });
	const fresh = response.headers.getSetCookie().map((value) => value.split(';')[0] ?? '');
	return { response, cookies: [...cookies, ...fresh] };
};

/**
 * What a browser does after "Connect" of an OAuth2 credential: it goes where n8n sends it, the user agrees at once, and it
 * comes back to n8n with a code.
 * @returns the page that n8n shows in the end
 */
export async function connectOAuth2(api: N8nApi, { id }: CredentialRef): Promise<string> {
	const path = `/rest/oauth2-credential/auth?id=${id}`;
	const { response, cookies } = await withCookies(`${api.url}${path}`, [api.cookies]);
	const { data } = (await response.json()) as { data: string };
	const agreed = await fetch(data, { redirect: 'manual' });
	const back = new URL(agreed.headers.get('location') ?? '');
	const target = `${api.url}${back.pathname}${back.search}`;
	return await (await withCookies(target, cookies)).response.text();
}
