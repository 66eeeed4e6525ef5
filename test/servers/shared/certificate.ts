import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface Certificate {
	key: string;
	cert: string;
}

/** @param ips addresses that it is good for besides its name */
export async function selfSigned(name: string, ...ips: string[]): Promise<Certificate> {
	const altNames = [
		{ type: 2 as const, value: name },
		...ips.map((ip) => ({ type: 7 as const, ip })),
	];
	const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
		extensions: [{ name: 'subjectAltName' as const, altNames }],
	});
	return { key, cert };
}
