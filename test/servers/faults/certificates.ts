import { selfSigned, type Certificate } from '../shared/certificate';

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
