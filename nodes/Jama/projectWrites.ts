import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readJsonObject } from '../shared/json';
import type { RunContext } from '../shared/operation';
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
