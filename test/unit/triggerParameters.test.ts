import type { IPollFunctions } from 'n8n-workflow';
import { JamaTrigger } from '../../nodes/JamaTrigger/JamaTrigger.node';
import { n8nFunctions } from './support/n8nFunctions';

test('all values of the form are read before the first wait: n8n may evaluate no expressions after it', async () => {
	let waited = false;
	const row = { meta: { status: 'OK', timestamp: '2026-01-15T12:00:00.000+0000' } };
	const page = {
		meta: { ...row.meta, pageInfo: { startIndex: 0, resultCount: 0, totalResults: 0 } },
		data: [],
	};
	const n8n = n8nFunctions({
		answers: () => ({ statusCode: 200, body: page }),
		credential: { username: 'ann', password: 'x' },
		parameters: { authentication: 'basic', triggerOn: 'itemUpdated', where: 'conditions' },
	});
	const { functions } = n8n;
	const read: string[] = [];
	const poll = {
		...functions,
		getCredentials: async (type: string) => {
			waited = true;
			return await (functions as unknown as IPollFunctions).getCredentials(type);
		},
		getNodeParameter: (name: string, fallback: unknown) => {
			if (waited) throw new Error('No bridge acquired for this context');
			read.push(name);
			return (
				functions as { getNodeParameter: (name: string, fallback: unknown) => unknown }
			).getNodeParameter(name, fallback);
		},
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: 'w', active: true }),
		getWorkflowStaticData: () => ({}),
		logger: { warn: () => undefined },
		helpers: {
			httpRequestWithAuthentication: async (...given: unknown[]) =>
				await (
					functions.helpers.httpRequestWithAuthentication as (...all: unknown[]) => Promise<unknown>
				).call(functions, ...given),
		},
	} as unknown as IPollFunctions;
	expect(await new JamaTrigger().poll.call(poll)).toBeNull();
	expect(waited).toBe(true);
	expect(new Set(read).size).toBe(read.length);
});
