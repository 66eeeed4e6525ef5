import codex from '../../nodes/JamaTrigger/JamaTrigger.node.json';
import { JamaTrigger } from '../../nodes/JamaTrigger/JamaTrigger.node';
import { deep } from '../support/rows/shown';

const { description } = new JamaTrigger();

test('has what the panel of nodes needs', () => {
	expect(description).toMatchObject({
		name: 'jamaTrigger',
		displayName: 'Jama Connect Trigger',
		group: ['trigger'],
		polling: true,
		inputs: [],
		version: [1],
	});
	expect(description).not.toHaveProperty('usableAsTool');
	expect(codex.node).toBe('n8n-nodes-jama.jamaTrigger');
});

test('n8n adds its own poll times: none are declared', () => {
	expect(description.properties.flatMap(deep).map(({ name }) => name)).not.toContain('pollTimes');
});

const TRIGGERS = ['itemCreated', 'itemUpdated', 'itemCreatedOrUpdated', 'activity'];

describe.each(TRIGGERS.flatMap((on) => ['conditions', 'filter'].map((where) => [on, where])))(
	'%s, where %s',
	(triggerOn, where) => {
		const shown = description.properties.filter(({ displayOptions }) => {
			const show = displayOptions?.show ?? {};
			return (
				(show.triggerOn === undefined || show.triggerOn.includes(triggerOn as string)) &&
				(show.where === undefined || show.where.includes(where as string))
			);
		});

		test('no two parameters of one name are shown at the same time', () => {
			const names = shown.map(({ name }) => name);
			expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
		});

		test('conditions name parameters that stand above', () => {
			shown.forEach(({ displayOptions }, index) => {
				const above = shown.slice(0, index).map(({ name }) => name);
				for (const name of Object.keys(displayOptions?.show ?? {})) expect(above).toContain(name);
			});
		});
	},
);
