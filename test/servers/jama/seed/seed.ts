import { formatDay } from '../search/dates';
import { seedItems } from './seedItems';
import { seedBaselines, seedReviews } from './seedBaselines';
import { seedRecords } from './seedRecords';
import { seedTests } from './seedTests';
import { seedTypes, TYPE, optionId } from './seedTypes';
import { JamaState } from '../state';
import type { Project, User } from '../types';

/** When the seeded projects begin; everything in them is dated relative to it. */
export const EPOCH = Date.UTC(2025, 0, 6, 8, 0, 0);

/** Ids that tests and tools refer to. */
export const SEED = { folder: 1, main: 2, second: 3, integrator: 5, reader: 6 } as const;

const PEOPLE: Array<[first: string, last: string, title: string, license: string]> = [
	['Ines', 'Integrator', 'Integration account', 'NAMED'],
	['Rita', 'Reader', 'Supplier', 'NAMED'],
	['Anna', 'Lindqvist', 'Systems engineer', 'NAMED'],
	['Ben', 'Okafor', 'Software engineer', 'NAMED'],
	['Chiara', 'Rossi', 'Test engineer', 'FLOATING'],
	['Dmitri', 'Petrov', 'Risk manager', 'NAMED'],
	['Emma', 'Schneider', 'Reviewer', 'STAKEHOLDER'],
	['Farid', 'Haddad', 'Former employee', 'INACTIVE'],
];

function seedUsers(state: JamaState): void {
	PEOPLE.forEach(([firstName, lastName, title, licenseType], index) => {
		const id = SEED.integrator + index;
		const username = `${firstName}.${lastName}`.toLowerCase();
		const user: User = {
			id,
			username,
			firstName,
			lastName,
			title,
			licenseType,
			email: `${username}@example.com`,
			phone: '',
			location: '',
			active: licenseType !== 'INACTIVE',
			admin: id === SEED.integrator,
			canWrite: id !== SEED.reader,
			projects: id === SEED.reader ? [SEED.second] : undefined,
			password: `${firstName.toLowerCase()}-secret`,
			clientId: `${firstName.toLowerCase()}-client`,
			clientSecret: `${firstName.toLowerCase()}-0123456789ABCDEF`,
		};
		state.users.set(id, user);
	});
}

export function seedProject(
	state: JamaState,
	id: number,
	key: string,
	name: string,
	parent?: number,
): Project {
	const project: Project = {
		id,
		projectKey: key,
		parent,
		isFolder: parent === undefined,
		createdDate: EPOCH,
		modifiedDate: EPOCH,
		createdBy: SEED.integrator,
		modifiedBy: SEED.integrator,
		fields: {
			projectKey: key,
			name,
			description: `<p>${name}</p>`,
			statusId: optionId('projectStatus', 1),
			projectManager: SEED.integrator + 2,
			text1: '',
		},
		itemTypes:
			parent === undefined
				? []
				: [...state.itemTypes.keys()].filter((type) => type !== TYPE.defect),
		permissions: [],
	};
	state.projects.set(id, project);
	return project;
}

/**
 * A medical device organization: a project folder, the infusion pump with `items` items, and a bicycle
 * computer with thirty. Deterministic: the same size gives the same data.
 */
export function createSeed(items: number): JamaState {
	const state = new JamaState();
	seedUsers(state);
	seedTypes(state);
	seedProject(state, SEED.folder, 'DEV', 'Devices');
	const main = seedProject(state, SEED.main, 'PUMP', 'Infusion Pump', SEED.folder);
	const second = seedProject(state, SEED.second, 'BIKE', 'Bicycle Computer', SEED.folder);
	for (let id = 0; id < SEED.second; id += 1) state.next('project');
	for (let id = 0; id < SEED.integrator; id += 1) state.next('item');
	for (const project of [main, second]) {
		['1.0', '1.1', '2.0'].forEach((name, index) => {
			const id = state.next('release');
			state.releases.set(id, {
				id,
				name: `Release ${name}`,
				description: '',
				project: project.id,
				releaseDate: formatDay(EPOCH + (index + 1) * 90 * 86_400_000),
				active: index > 0,
				archived: false,
			});
		});
		['safety', 'usability', 'regulatory', 'performance', 'deferred'].forEach((name) => {
			const id = state.next('tag');
			state.tags.set(id, { id, name, project: project.id });
		});
	}
	seedItems(state, main, items);
	seedItems(state, second, 30);
	seedTests(state, main);
	seedRecords(state, main, second);
	seedBaselines(state, main);
	seedReviews(state, main);
	return state;
}
