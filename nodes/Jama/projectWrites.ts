import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readJsonObject } from '../shared/json';
import type { Row, RunContext } from '../shared/operation';
import { readSaved } from '../shared/saved';

/**
 * Updates a project. PUT takes the whole project, so that what is not given is read first and sent again:
 * GET /projects/{projectId}, PUT /projects/{projectId}, GET /projects/{projectId}.
 */
export async function updateProject({
	session,
	values,
}: RunContext): Promise<INodeExecutionData[]> {
	const id = values.projectId as number;
	const path = `/projects/${id}`;
	const current = await session.row({ path });
	const { name, description, projectKey, parent, fieldsJson } = values;
	const given = {
		...(name === undefined ? {} : { name }),
		...(description === undefined ? {} : { description }),
		...readJsonObject(fieldsJson, 'Other Fields'),
	};
	await session.write({
		method: 'PUT',
		path,
		body: {
			projectKey: projectKey ?? current.projectKey,
			isFolder: current.isFolder ?? false,
			...withParent(parent ?? current.parent),
			fields: { ...(current.fields as IDataObject), ...given },
		},
	});
	const written = { success: true, id };
	const row = values.returnRecord === false ? written : await readSaved(session, path, written);
	return [{ json: row }];
}

const withParent = (parent: unknown) => (parent === undefined || parent === null ? {} : { parent });

/**
 * Reads the permissions of a project. The shape of the answer is not published (change log 9.2): a list gives its rows, a
 * single record gives one.
 */
export async function getPermissions({
	session,
	values,
}: RunContext): Promise<INodeExecutionData[]> {
	const request = {
		method: 'GET' as const,
		path: `${session.api.root()}/projects/${String(values.projectId)}/permissions`,
	};
	const response = await session.send(request);
	session.api.check(request, response);
	const data = (response.body as IDataObject | undefined)?.data;
	if (Array.isArray(data)) return (data as Row[]).map((json) => ({ json }));
	return [{ json: session.api.readRow(request, response) }];
}
