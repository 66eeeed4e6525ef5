import { locator } from '../../shared/pickers/locator';
import type { Field, Operation, Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { toTimestamp } from '../values/dates';
import { optional } from '../../shared/operations/fieldKit';
import { ifExists } from '../../shared/operations/merge';
import {
	numberInPath,
	projectInQuery,
	projectOfList,
	readItemOptions,
	readOptions,
} from '../fields/fields';
import { ITEM, RELATIONSHIP_TYPE } from '../pickers/kinds';
import { createRelationship } from './relationshipWrites';
import { simplifyItem } from '../fields/simplify';
import { recordId, traceable } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyUnpublished } from '../fields/unpublishedRows';

const relationshipId = numberInPath('relationshipId', 'Relationship ID');
const end = <const Name extends 'fromItem' | 'toItem'>(
	name: Name,
	displayName: string,
	description: string,
) => locator(ITEM, { name, displayName, in: 'body', required: true, description });
const ends = [
	end(
		'fromItem',
		'From Item',
		'The upstream item, such as the requirement that others are derived from',
	),
	end('toItem', 'To Item', 'The downstream item'),
];
const type = locator(RELATIONSHIP_TYPE, {
	name: 'relationshipType',
	displayName: 'Relationship Type',
	in: 'body',
	description: 'The type; without it, or when Jama does not know it, the default one',
});
const id = (field: Field): Field => ({ ...field, as: 'id' });
const relationshipTypeId = id(
	locator(RELATIONSHIP_TYPE, {
		name: 'relationshipTypeId',
		displayName: 'Relationship Type',
		in: 'path',
		required: true,
		description: 'The type to read',
	}),
);
const ruleSetId = id(numberInPath('ruleSetId', 'Rule Set ID'));

/** What a record is related to, in one direction: the records, or the relationships. */
const ofRecord = (
	direction: 'upstream' | 'downstream',
	what: 'related' | 'relationships',
): Operation => {
	const items = what === 'related';
	const name = `${direction === 'upstream' ? 'Upstream' : 'Downstream'} ${items ? 'Items' : 'Relationships'}`;
	return {
		name: `Get ${name}`,
		action: `Get ${name.toLowerCase()} of item, test plan or test run`,
		request: `GET /{recordType}/{recordId}/${direction}${what}`,
		fields: traceable,
		list: true,
		collections: { options: items ? readItemOptions : readOptions },
		simplify: items ? simplifyItem : simplifyTo.relationship,
	};
};

export const relationship = {
	name: 'Relationship',
	description: 'What is upstream and downstream; suspect links; rules',
	operations: {
		clearSuspect: {
			name: 'Clear Suspect',
			action: 'Clear suspect state of relationship',
			description: 'Say that the downstream item was checked after a change upstream',
			request: 'DELETE /relationships/{relationshipId}/suspect',
			fields: [relationshipId],
		},
		create: functionRow({
			name: 'Create',
			action: 'Create relationship',
			description: 'Relate an item to another; a rejection says what the relationship rules allow',
			calls: [
				'GET /items/{id}/downstreamrelationships',
				'POST /relationships',
				'GET /relationships/{relationshipId}',
				'GET /abstractitems/{id}',
				'GET /relationshiprulesets',
				'GET /relationshiprulesets/{id}',
				'GET /relationshiprulesets/{id}/projects',
				'GET /projects/{projectId}',
				'GET /itemtypes',
				'GET /relationshiptypes',
			],
			fields: [projectOfList, ...ends],
			collections: { additionalFields: [type], options: [ifExists()] },
			simplify: simplifyTo.relationship,
			readBack: '/relationships/{id}',
			run: createRelationship,
		}),
		delete: {
			name: 'Delete',
			action: 'Delete relationship',
			description: 'Delete the relationship between two items permanently',
			request: 'DELETE /relationships/{relationshipId}',
			fields: [relationshipId],
		},
		get: {
			name: 'Get',
			action: 'Get relationship',
			request: 'GET /relationships/{relationshipId}',
			fields: [relationshipId],
			collections: { options: readOptions },
			simplify: simplifyTo.relationship,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many relationships',
			request: 'GET /relationships',
			fields: [projectInQuery],
			collections: { options: readOptions },
			simplify: simplifyTo.relationship,
			list: true,
		},
		getManyRuleSets: {
			name: 'Get Many Rule Sets',
			action: 'Get many relationship rule sets',
			request: 'GET /relationshiprulesets',
			simplify: simplifyUnpublished,
			list: true,
		},
		getManyTypes: {
			name: 'Get Many Types',
			action: 'Get many relationship types',
			request: 'GET /relationshiptypes',
			collections: { options: readOptions },
			simplify: simplifyTo.named,
			list: true,
		},
		getManyAtTime: {
			name: 'Get Many at Time',
			action: 'Get many relationships of record at time',
			request: 'GET /abstractitems/{recordId}/versionedrelationships',
			fields: [
				projectOfList,
				recordId,
				{
					property: {
						displayName: 'Time',
						name: 'timestamp',
						type: 'dateTime',
						required: true,
						default: '',
					},
					in: 'query',
					toWire: (value, { timezone }) => toTimestamp(value, timezone, 'Time'),
				},
			],
			collections: { options: readOptions },
			simplify: simplifyTo.earlierRelationship,
			list: true,
		},
		getDownstreamItems: ofRecord('downstream', 'related'),
		getDownstreamRelationships: ofRecord('downstream', 'relationships'),
		getUpstreamItems: ofRecord('upstream', 'related'),
		getUpstreamRelationships: ofRecord('upstream', 'relationships'),
		getRuleSet: {
			name: 'Get Rule Set',
			action: 'Get relationship rule set',
			request: 'GET /relationshiprulesets/{id}',
			fields: [ruleSetId],
			simplify: simplifyUnpublished,
		},
		getRuleSetProjects: {
			name: 'Get Rule Set Projects',
			action: 'Get projects of relationship rule set',
			request: 'GET /relationshiprulesets/{id}/projects',
			fields: [ruleSetId],
			simplify: simplifyUnpublished,
			list: true,
		},
		getType: {
			name: 'Get Type',
			action: 'Get relationship type',
			request: 'GET /relationshiptypes/{id}',
			fields: [relationshipTypeId],
			collections: {
				options: [
					...readOptions,
					{
						property: {
							displayName: 'As Of',
							name: 'timestamp',
							type: 'dateTime',
							default: '',
							description: 'The type as it was at this time',
						},
						in: 'query',
						toWire: (value, { timezone }) =>
							value ? toTimestamp(value, timezone, 'As Of') : undefined,
					},
				],
			},
			simplify: simplifyTo.named,
		},
		update: {
			name: 'Update',
			action: 'Update relationship',
			description:
				'Change the ends or the type of a relationship; what is not given stays as it is',
			request: 'PUT /relationships/{relationshipId}',
			distinct: true,
			keeps: { needed: ['fromItem', 'toItem'], optional: ['relationshipType'] },
			fields: [relationshipId, projectOfList],
			collections: { updateFields: [...ends.map(optional), type] },
			simplify: simplifyTo.relationship,
			readBack: '/relationships/{relationshipId}',
		},
	},
} satisfies Resource;
