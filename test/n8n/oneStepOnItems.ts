/** One-step operations on attachments and items: a good run, and faults in the middle of it. */
import type { JamaServer } from '../servers/jama';
import { byId, byName, mapped, NOT_ALLOWED, refused, TYPE, type OneStep } from './oneStepParts';
import { fileNodes } from './workflows';

const FILE = 'Prüf "bericht" 試験.txt';
const PNG = { fileName: 'diagram.png', mimeType: 'image/png' };
const UPLOAD = [
	'POST /projects/2/attachments',
	'PUT /attachments/158/file',
	'POST /items/20/attachments',
];
const LOCKED = ['PUT /items/20/lock', 'PUT /items/20', 'PUT /items/20/lock'];
const item = { itemId: byId(20) };

/** Item 20 shows the seeded attachment, and a file of another host; item 26 also a file that is gone. */
function writeTexts({ state, url }: JamaServer): void {
	const number = String(state.attachments.get(126)?.fields.attachment);
	const own = `<img src="${url}/attachment/${number}/diagram.png">`;
	const texts = {
		20: '<img src="https://example.com/a.png">',
		26: `<img src="${url}/attachment/1/b.png">`,
	};
	for (const [id, other] of Object.entries(texts)) {
		const found = state.items.get(Number(id));
		if (found) found.fields = { ...found.fields, description: own + other };
	}
}

export const onItems: OneStep[] = [
	{
		operation: 'attachment.uploadAndAttach',
		parameters: { attachTo: 'items', ...item },
		before: fileNodes(FILE, 'Alarm after 3 s'),
		rows: [{ id: 158, fileName: FILE, mimeType: 'text/plain', project: 2 }],
		writes: UPLOAD,
		after: ({ state }) => {
			const number = Number(state.attachments.get(158)?.fields.attachment);
			const content = Buffer.concat(state.files.get(number) ?? []).toString();
			expect(content).toBe('Alarm after 3 s');
		},
		faults: [
			{
				what: 'the attachment stays empty',
				failures: refused('PUT', '/attachments/158/file', 507),
				error: {
					message: 'Scripted failure 507',
					description:
						/It may have been carried out\..*Attachment 158 was created in project 2.*Upload File.*to item 20/,
				},
				writes: ['POST /projects/2/attachments', 'PUT /attachments/158/file'],
			},
			{
				what: 'the attachment is attached to nothing',
				failures: refused('POST', '/items/20/attachments'),
				error: {
					message: 'Scripted failure 403',
					description: /Attachment 158 .* holds the file, but is not attached/,
				},
				writes: UPLOAD,
			},
		],
	},
	{
		operation: 'attachment.download',
		parameters: { attachmentId: 126 },
		rows: [{ id: 126 }],
		file: PNG,
		faults: [
			{
				what: 'the file cannot be read',
				failures: refused('GET', '/attachments/126/file'),
				error: NOT_ALLOWED,
			},
		],
	},
	{
		operation: 'attachment.downloadEmbedded',
		parameters: item,
		prepare: writeTexts,
		rows: [{ itemId: 20, field: 'description', skipped: ['https://example.com/a.png'] }],
		file: PNG,
		faults: [
			{
				what: 'the second of two files is gone',
				parameters: { itemId: byId(26) },
				failures: [],
				rows: [{ missing: [{ url: expect.stringMatching(/b\.png/) }] }],
			},
			{
				what: 'a file cannot be read',
				failures: refused('GET', '/files'),
				error: { ...NOT_ALLOWED, description: /It was file 1 of 1 of 'Description': http/ },
			},
		],
	},
	{
		operation: 'attachment.embedLink',
		parameters: { ...item, attachmentId: 126 },
		rows: [{ id: 20, description: expect.stringMatching(/\/diagram\.png">diagram\.png<\/a>$/) }],
		faults: [
			{
				what: 'the text cannot be written',
				failures: refused('PATCH', '/items/20', 409),
				error: { message: 'Scripted failure 409', description: /Run it again for this item/ },
				writes: ['PATCH /items/20'],
			},
		],
	},
	{
		operation: 'item.createOrUpdate',
		parameters: {
			project: byId(2),
			itemType: byId(TYPE.system),
			parentItem: byId(8),
			matchBy: 'field',
			matchField: 'Jira Key',
			matchValue: 'EXT-7',
			fields: mapped({ name: 'Alarm', priority: 'High' }),
		},
		rows: [{ id: 158, created: true, name: 'Alarm', priority: 'High', jira_key: 'EXT-7' }],
		faults: [
			{
				what: 'the search fails',
				failures: refused('GET', '/abstractitems'),
				error: NOT_ALLOWED,
				writes: [],
			},
			{
				what: 'the item that has the value cannot be written',
				parameters: { matchValue: 'PUMP-1000' },
				failures: refused('PATCH', '/items/20', 409),
				error: { message: 'Scripted failure 409', description: /Run it again for this item/ },
				writes: ['PATCH /items/20'],
			},
			{
				what: 'the connection breaks after the item was created',
				failures: [{ method: 'POST', path: '/items', status: 'drop', after: true }],
				error: {
					message: 'The connection broke before the response arrived',
					description: /It may have been carried out\. Look /,
				},
				writes: ['POST /items'],
			},
		],
	},
	{
		operation: 'item.updateWithLock',
		parameters: { ...item, fields: mapped({ name: 'Locked', priority: 'High' }) },
		rows: [{ id: 20, name: 'Locked', documentKey: 'PUMP-SYS-1' }],
		writes: LOCKED,
		after: ({ state }) => expect(state.items.get(20)?.lock?.locked).toBe(false),
		faults: [
			{
				what: 'the content is refused and the item unlocked',
				failures: refused('PUT', '/items/20'),
				error: NOT_ALLOWED,
				writes: LOCKED,
			},
			{
				what: 'the change is refused, and the first attempt to unlock',
				failures: [
					{
						method: 'PUT',
						path: '/items/20/lock',
						status: 200,
						body: { meta: { status: 'OK' } },
					},
					...refused('PUT', '/items/20', 400),
					...refused('PUT', '/items/20/lock'),
				],
				error: {
					message: 'Scripted failure 400',
					description: /Nothing was changed\./,
				},
				writes: LOCKED,
			},
		],
	},
	{
		operation: 'item.updateMany',
		parameters: {
			rowsJson: JSON.stringify([
				{ id: 20, Priority: 'High' },
				{ documentKey: 'PUMP-SYS-3', name: 'Third' },
				{ id: 20, name: 'First' },
			]),
		},
		rows: [
			{ row: 1, id: 20, ok: true },
			{ row: 2, id: 26, documentKey: 'PUMP-SYS-3', ok: true },
			{ row: 3, id: 20, ok: true },
		],
		faults: [
			{
				what: 'one row is refused',
				failures: refused('PATCH', '/items/26', 409),
				rows: [
					{ row: 1, ok: true },
					{
						row: 2,
						ok: false,
						error: 'Scripted failure 409',
						details: expect.stringContaining('Run it again for this item'),
					},
					{ row: 3, ok: true },
				],
			},
		],
	},
	{
		operation: 'item.move',
		parameters: { ...item, moveTo: 'item', parentItem: byId(15) },
		rows: [{ id: 20, parent: 15 }],
		faults: [
			{
				what: 'the item cannot be read back',
				failures: refused('GET', '/items/20'),
				rows: [{ success: true, note: expect.stringContaining('Saved, but') }],
			},
			{
				what: 'the place is refused',
				failures: refused('PUT', '/items/20/location'),
				error: NOT_ALLOWED,
			},
		],
	},
	{
		operation: 'itemWorkflow.transition',
		parameters: { ...item, transitionId: byName('Send to review') },
		rows: [{ id: 20, documentKey: 'PUMP-SYS-1', status: 'In Review' }],
		faults: [
			{
				what: 'the connection breaks after the transition',
				failures: [
					{ method: 'POST', path: '/items/20/workflowtransitions', status: 'drop', after: true },
				],
				error: {
					message: 'The connection broke before the response arrived',
					description: /It may have been carried out\. Look /,
				},
				writes: ['POST /items/20/workflowtransitions'],
			},
		],
	},
];
