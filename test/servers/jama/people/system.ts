import { checkWrite, done, JamaError, type Call, type Handlers } from '../frame/call';

function checkAdmin(call: Call): void {
	if (!call.user.admin)
		throw new JamaError(call.switches.noAccess, 'Only administrators may see the settings');
}

/** Settings (contract, CrossOriginDomainWhiteList: without the envelope). Assumption: administrators only. */
export const system: Handlers = {
	get_domains: (call) => {
		checkAdmin(call);
		return { status: 200, body: { domains: call.state.corsDomains } };
	},
	set_domains: (call) => {
		checkWrite(call);
		checkAdmin(call);
		call.state.corsDomains = [...((call.body as { domains?: string[] }).domains ?? [])];
		return done(call);
	},
};
