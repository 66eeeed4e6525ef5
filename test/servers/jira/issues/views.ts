import { agileRoot, type Call } from '../frame/call';
import type { Board, Issue, Project, Sprint, User, Version } from '../types';

type Row = Record<string, unknown>;

/** A date-time: Cloud in UTC with Z, the others with the server's offset (their examples have +10:00). */
export function dateTime(call: Pick<Call, 'deployment'>, time: number): string {
	const text = new Date(time).toISOString();
	return call.deployment === 'cloud' ? text : text.replace('Z', '+00:00');
}

/** Dates of issues, on every server: `2026-01-05T09:00:00.000+0000`. */
export const issueDate = (time: number) => new Date(time).toISOString().replace('Z', '+0000');

function withDates(call: Call, dates: Record<string, number | undefined>): Row {
	return Object.fromEntries(
		Object.entries(dates).flatMap(([name, time]) =>
			time === undefined ? [] : [[name, dateTime(call, time)]],
		),
	);
}

/** Addresses of a picture in the four sizes that the contract names; nothing is there. */
export function avatarUrls(base: string, path: string): Row {
	const sizes = [16, 24, 32, 48].map((size) => `${size}x${size}`);
	return Object.fromEntries(sizes.map((size) => [size, `${base}/${path}?size=${size}`]));
}

/** A user: by accountId on Cloud, by name and key elsewhere. */
export function userView(call: Call, user: User): Row {
	const api = `${call.base}/rest/api/${call.deployment === 'cloud' ? 3 : 2}`;
	const { name, accountId, emailAddress, displayName } = user;
	const common = { emailAddress, displayName, active: true, timeZone: 'Etc/UTC' };
	const avatars = avatarUrls(call.base, 'secure/useravatar');
	return call.deployment === 'cloud'
		? {
				self: `${api}/user?accountId=${accountId}`,
				accountId,
				accountType: 'atlassian',
				avatarUrls: avatars,
				...common,
			}
		: {
				self: `${api}/user?username=${name}`,
				key: `JIRAUSER${10000 + user.id}`,
				name,
				avatarUrls: avatars,
				...common,
			};
}

/** A project as lists of boards and issues show it. */
export function projectView(call: Call, project: Project): Row {
	return {
		self: `${call.base}/rest/api/2/project/${project.id}`,
		id: String(project.id),
		key: project.key,
		name: project.name,
		projectTypeKey: 'software',
		...(call.deployment === 'cloud'
			? {
					simplified: project.simplified === true,
					style: project.simplified ? 'next-gen' : 'classic',
				}
			: {}),
		avatarUrls: avatarUrls(call.base, 'secure/projectavatar'),
	};
}

/** A board; location, canEdit and the like only on Cloud and partly on Data Center. */
export function boardView(call: Call, board: Board): Row {
	const view = {
		id: board.id,
		self: `${agileRoot(call)}/board/${board.id}`,
		name: board.name,
		type: board.type,
	};
	if (call.deployment !== 'cloud') return view;
	const project = call.state.projectByKey(board.project)!;
	const location = {
		projectId: project.id,
		displayName: `${project.name} (${project.key})`,
		projectName: project.name,
		projectKey: project.key,
		projectTypeKey: 'software',
		avatarURI: `${call.base}/secure/projectavatar`,
		name: `${project.name} (${project.key})`,
	};
	const expand = call.query.expand ?? [];
	const admins = { users: [userView(call, [...call.state.users.values()][0]!)], groups: [] };
	return {
		...view,
		location,
		isPrivate: false,
		...(expand.includes('admins') ? { admins } : {}),
		...(expand.includes('permissions') ? { canEdit: call.user.canWrite } : {}),
	};
}

/** A sprint; an empty field is left out. */
export function sprintView(call: Call, sprint: Sprint): Row {
	const { id, state, name, goal, originBoardId, synced, autoStartStop } = sprint;
	const { startDate, endDate, completeDate, activatedDate, createdDate } = sprint;
	const { incompleteIssuesDestinationId: destination } = sprint;
	const view = {
		id,
		self: `${agileRoot(call)}/sprint/${id}`,
		state,
		name,
		...withDates(call, { startDate, endDate, completeDate }),
	};
	if (call.deployment === 'agile67') return view;
	return {
		...view,
		...(call.deployment === 'cloud'
			? withDates(call, { createdDate })
			: withDates(call, { activatedDate })),
		originBoardId,
		...(goal === undefined ? {} : { goal }),
		...(call.deployment === 'cloud' ? {} : { synced, autoStartStop }),
		...(destination === undefined ? {} : { incompleteIssuesDestinationId: destination }),
	};
}

/** An epic; 6.7.6 shows no key. */
export function epicView(call: Call, issue: Issue): Row {
	const { name, color, done } = issue.epicFields!;
	return {
		id: issue.id,
		...(call.deployment === 'agile67' ? {} : { key: issue.key }),
		self: `${agileRoot(call)}/epic/${issue.id}`,
		name,
		summary: issue.summary,
		color: { key: color },
		done,
	};
}

/** A version; releaseDate is a date-time in the Agile resources. */
export function versionView(call: Call, version: Version): Row {
	const { id, name, description, archived, released, releaseDate } = version;
	return {
		...(call.deployment === 'agile67' ? {} : { self: `${call.base}/rest/api/2/version/${id}` }),
		id,
		projectId: call.state.projectByKey(version.project)!.id,
		name,
		...(description === undefined ? {} : { description }),
		archived,
		released,
		...withDates(call, { releaseDate }),
	};
}
