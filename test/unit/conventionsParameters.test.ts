import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { deep, viewOf } from '../support/rows/shown';
import { credentialFields, NODES, triggerProperties } from '../support/rows/systems';

const labelled = (properties: INodeProperties[]) =>
	properties.map((property) => [`${property.name} (${property.displayName})`, property] as const);

describe.each(NODES.map((system) => [system.title, system] as const))('%s', (_name, system) => {
	const { description, everyProperty } = viewOf(system);
	const others = [...triggerProperties(system), ...credentialFields(system)];
	const all = [...everyProperty, ...others.flatMap(deep)];

	const KINDS: Partial<Record<INodeProperties['type'], (value: unknown) => boolean>> = {
		boolean: (value) => typeof value === 'boolean',
		dateTime: (value) => value === '',
		fixedCollection: (value) => JSON.stringify(value) === '{}',
		json: (value) => typeof value === 'string',
		multiOptions: (value) => Array.isArray(value),
		number: (value) => typeof value === 'number' || value === '',
		resourceLocator: (value) => JSON.stringify(value) === '{"mode":"list","value":""}',
		resourceMapper: (value) => typeof value === 'object' && value !== null,
		string: (value) => typeof value === 'string',
		hidden: (value) => value !== undefined,
	};

	test.each(labelled(all))('%s has a default of its kind', (_, property) => {
		const { type, default: initial, options = [], typeOptions } = property;
		if (typeOptions?.multipleValues && type === 'string') expect(initial).toEqual([]);
		else if (type === 'collection') {
			const inside = (options as INodeProperties[]).map((one) => [one.name, one.default] as const);
			const names = Object.keys(initial as object);
			expect(Object.fromEntries(inside.filter(([name]) => names.includes(name)))).toEqual(initial);
		} else if (type === 'options') {
			const values = options.map((option) => (option as INodePropertyOptions).value);
			expect(typeOptions?.loadOptionsMethod === undefined ? values : ['']).toContain(initial);
		} else expect(KINDS[type]?.(initial)).toBe(true);
	});

	test('none is required: false, and none inside a collection is required', () => {
		expect(all.filter(({ required }) => required === false)).toEqual([]);
		const inside = [...description.properties, ...triggerProperties(system)]
			.filter(({ type }) => /collection/i.test(type))
			.flatMap((property) => deep(property).slice(1));
		expect(inside.length).toBeGreaterThan(5);
		expect(inside.filter(({ required }) => required)).toEqual([]);
	});

	test('a mapper of fields shows them: the modes update and upsert would ask for columns to match by', () => {
		const mappers = all.filter(({ type }) => type === 'resourceMapper');
		const modes = mappers.map(({ typeOptions }) => typeOptions?.resourceMapper?.mode);
		expect(modes.filter((mode) => mode !== 'add' && mode !== 'map')).toEqual([]);
		// Nothing chosen yet is no error.
		const hidden = mappers.map(({ typeOptions }) => typeOptions?.resourceMapper?.hideNoDataError);
		expect(hidden.every((one) => one === true)).toBe(true);
	});

	test('no list of choices and no collection is empty', () => {
		const withChoices = all.filter(
			({ type, typeOptions }) =>
				/options|collection/i.test(type) && typeOptions?.loadOptionsMethod === undefined,
		);
		expect(
			withChoices.filter(({ options = [] }) => options.length === 0).map(({ name }) => name),
		).toEqual([]);
	});

	test.each([
		['node', everyProperty, system.methods, system.node.description.credentials],
		...system.triggers.map(
			({ description: { properties, credentials: used }, methods }) =>
				['trigger', properties.flatMap(deep), methods, used] as const,
		),
	] as const)('methods that the editor calls exist: %s', (_, properties, methods, used = []) => {
		const tests = used.flatMap(({ testedBy }) => (testedBy === undefined ? [] : String(testedBy)));
		const wanted = properties
			.flatMap(({ typeOptions, modes = [] }) => [
				...modes.map((mode) => mode.typeOptions?.searchListMethod),
				typeOptions?.loadOptionsMethod,
				typeOptions?.resourceMapper?.resourceMapperMethod,
			])
			.filter((name): name is string => name !== undefined)
			.concat(tests);
		const offered = Object.values(methods).flatMap((group) => Object.keys(group));
		expect(offered.sort()).toEqual(expect.arrayContaining([...new Set(wanted)]));
		expect(wanted).toEqual(expect.arrayContaining(offered));
	});
});
