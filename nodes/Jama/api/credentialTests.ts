import { withPassword } from '../../shared/credentials/authenticate';
import { testCredential } from '../../shared/credentials/credentialTest';
import { jama } from './api';
import { NOT_JAMA, REFUSED } from './credentialParts';

/** The tests of credentials that the nodes name in `testedBy`. */
export const credentialTest = {
	testJamaApi: testCredential({
		api: jama,
		sign: withPassword,
		path: () => '/rest/v1/users/current',
		proof: { key: 'id', message: NOT_JAMA },
		messages: { 401: REFUSED, 404: NOT_JAMA },
	}),
};
