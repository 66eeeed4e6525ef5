import { mayRead, ok, type Call } from '../frame/call';
import { refusal } from '../frame/envelope';
import type { Route } from '../boards/platform';
import { STATUSES, statusView } from './issueViews';
import { projectOf, typeRow, typesOf } from './metadata';

/** Permissions in a project (platform REST reference, built-in permissions). */
const PERMISSIONS = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'TRANSITION_ISSUES'];

/** What the user may do in a project; Cloud wants to be told which permissions are meant. */
function myPermissions(call: Call) {
	const { projectKey, permissions } = call.query as Record<string, unknown>;
	const wanted = [permissions ?? []].flat().flatMap((each) => String(each).split(','));
	if (call.deployment === 'cloud' && wanted.length === 0)
		throw refusal(400, "The 'permissions' query parameter is required.");
	const project = projectKey === undefined ? undefined : projectOf(call, String(projectKey));
	const may = (key: string) =>
		!call.switches.missingPermissions.includes(key) &&
		(project === undefined || mayRead(call, project.key)) &&
		(key === 'BROWSE_PROJECTS' || call.user.canWrite);
	const shown = PERMISSIONS.filter((key) => call.deployment !== 'cloud' || wanted.includes(key));
	const rows = shown.map((key, index) => {
		const facts = { id: String(10 + index), key, name: key, type: 'PROJECT', description: '' };
		return [key, { ...facts, havePermission: may(key) }] as const;
	});
	return ok({ permissions: Object.fromEntries(rows) });
}

/** The statuses of a project by issue type, and what the user may do in it. */
export const projectRoutes: Route[] = [
	{
		method: 'GET',
		path: 'project/:project/statuses',
		name: 'getAllStatuses',
		answer(call) {
			projectOf(call);
			const statuses = STATUSES.map(({ name }) => statusView(call, name));
			return ok(typesOf(call).map((name) => ({ ...typeRow(name), statuses })));
		},
	},
	{ method: 'GET', path: 'mypermissions', name: 'getMyPermissions', answer: myPermissions },
];
