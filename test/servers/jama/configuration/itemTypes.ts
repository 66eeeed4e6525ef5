import { checkWrite, created, JamaError, required, type Call, type Handlers } from '../frame/call';
import type { Answer } from '../frame/envelope';
import { PIXEL } from '../records/images';
import type { ItemType, ItemTypeField } from '../types';

const CATEGORIES = ['CORE', 'TEST_CASE', 'DEFECT', 'SET', 'SECTION', 'TEXT', 'COMPONENT'];
const BASE: Array<Partial<ItemTypeField> & Pick<ItemTypeField, 'name' | 'label' | 'fieldType'>> = [
	{ name: 'documentKey', label: 'ID', fieldType: 'STRING', readOnly: true, textType: 'KEY' },
	{ name: 'globalId', label: 'Global ID', fieldType: 'STRING', readOnly: true, textType: 'KEY' },
	{ name: 'name', label: 'Name', fieldType: 'STRING', required: true },
	{ name: 'description', label: 'Description', fieldType: 'TEXT', textType: 'RICHTEXT' },
];

function field(
	call: Call,
	spec: Partial<ItemTypeField> & Pick<ItemTypeField, 'name' | 'label' | 'fieldType'>,
): ItemTypeField {
	return {
		readOnly: false,
		required: false,
		triggerSuspect: false,
		synchronize: false,
		...spec,
		id: 100_000 + call.state.next('itemTypeField'),
	};
}

/**
 * POST /itemtypes (client source). The body is in no document. Assumption: {typeKey, display,
 * displayPlural, description, image, category}, as a read shows it: an ordinary type has no category; the key is
 * unique.
 */
function addItemType(call: Call): Answer {
	checkWrite(call);
	const body = call.body as Partial<ItemType>;
	for (const name of ['typeKey', 'display'] as const) {
		if (typeof body[name] !== 'string' || !body[name].trim())
			throw new JamaError(400, `${name} is required`);
	}
	const { typeKey = '', display = '' } = body;
	const { category } = body;
	if (category !== undefined && !CATEGORIES.includes(category))
		throw new JamaError(400, `Unknown category ${category}`);
	if ([...call.state.itemTypes.values()].some((each) => each.typeKey === typeKey))
		throw new JamaError(400, `An item type with the key ${typeKey} already exists`);
	const id = 1000 + call.state.next('itemType');
	call.state.itemTypes.set(id, {
		id,
		typeKey,
		display,
		displayPlural: body.displayPlural ?? `${display}s`,
		description: body.description ?? '',
		image: body.image ?? `/img/${typeKey.toLowerCase()}.png`,
		...(category && { category }),
		system: false,
		widgets: [],
		fields: BASE.map((spec) => field(call, spec)),
	});
	return created(call, `itemtypes/${id}`, id);
}

/** POST /itemtypes/{id}/fields (change log 9.4). Assumption: the body is a field; custom names get `$<type>`. */
function addField(call: Call): Answer {
	checkWrite(call);
	const type = required(call.state.itemTypes.get(call.params.itemTypeId as number), 'Item type');
	const body = call.body as Partial<ItemTypeField>;
	if (!body.label || !body.fieldType) throw new JamaError(400, 'label and fieldType are required');
	const bare = body.name ?? body.label.toLowerCase().replace(/\W+/g, '_');
	const name = bare.includes('$') ? bare : `${bare}$${type.id}`;
	if (type.fields.some((each) => each.name === name))
		throw new JamaError(400, `Field ${name} already exists`);
	if (body.pickList !== undefined && !call.state.pickLists.has(body.pickList))
		throw new JamaError(400, `Pick list ${body.pickList} does not exist`);
	const made = field(call, { ...body, name, label: body.label, fieldType: body.fieldType });
	type.fields.push(made);
	return created(call, `itemtypes/${type.id}/fields/${made.id}`, made.id);
}

export const itemTypes: Handlers = {
	post_itemtypes: addItemType,
	post_itemtypes_itemTypeId_fields: addField,
	/** The icon of an item type (client source); assumption: a PNG. */
	get_itemtypes_itemTypeId_image: (call) => {
		required(call.state.itemTypes.get(call.params.itemTypeId as number), 'Item type');
		const headers = { 'content-type': 'image/png', 'content-length': String(PIXEL.length) };
		return { status: 200, file: [PIXEL], headers };
	},
};
