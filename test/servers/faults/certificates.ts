import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface Certificate {
	key: string;
	cert: string;
}

async function selfSigned(name: string): Promise<Certificate> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
		extensions: [
			{ name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: name }] },
		],
	});
	return { key, cert };
}

/** What a server may show: the right certificate, one of another host, and one that nobody vouches for. */
export interface Certificates {
	right: Certificate;
	otherName: Certificate;
	unknown: Certificate;
}

/** @param name of the hosts, such as `*.example.test`; a client has to trust `right` and `otherName` */
export async function makeCertificates(name: string): Promise<Certificates> {
	return {
		right: await selfSigned(name),
		otherName: await selfSigned('elsewhere.example'),
		unknown: await selfSigned(name),
	};
}
