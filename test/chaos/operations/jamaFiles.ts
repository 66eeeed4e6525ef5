import { byId } from '../../integration/jama/support';
import type { Fault } from '../../servers/faults/fault';
import type { JamaServer } from '../../servers/jama';
import { nextFileNumber } from '../../servers/jama/records/files';
import { pngOf } from '../../servers/jama/records/images';
import type { OperationClass } from '../operation';
import { running } from '../operation';

const jama = { system: 'jama' as const };
const REPORT = Buffer.from('Alarm after 3 s\n'.repeat(200)).toString('base64');
const report = [
	{
		json: {},
		binary: {
			data: { data: REPORT, fileName: 'report.txt', fileExtension: 'txt', mimeType: 'text/plain' },
		},
	},
];
/** The seeded attachment. */
const DIAGRAM = 126;
/** The number that the next attachment gets. */
const NEXT = 158;

/** The item's text shows two files of this site. */
function embed(server: JamaServer, site: string): void {
	const { state } = server;
	const attachment = state.attachments.get(DIAGRAM);
	const item = state.items.get(20);
	if (!attachment || !item) throw new Error('The seed has no attachment or no item 20');
	const number = Number(attachment.fields.attachment);
	const second = nextFileNumber(state);
	state.files.set(second, [pngOf(5000)]);
	const other = {
		...attachment,
		id: DIAGRAM + 5000,
		fileName: 'second.png',
		fileSize: pngOf(5000).length,
	};
	state.attachments.set(other.id, {
		...other,
		fields: { ...attachment.fields, attachment: second },
	});
	const images = [`${number}/diagram.png`, `${second}/second.png`];
	const description = images.map((path) => `<img src="${site}/attachment/${path}">`).join('');
	item.fields = { ...item.fields, description };
}

/** Only an attachment's own record says how long its file is: of others nobody can tell that the end is missing. */
const ofUnknownLength = ({ name }: Fault) => name === 'cut and whole to look at';

const upload = running({
	operation: 'attachment.uploadAndAttach',
	parameters: { attachTo: 'items', itemId: byId(20) },
	input: report,
});
const madeIs = (differences: string[]) =>
	differences.some((one) => one.startsWith('+attachments '))
		? [{ what: `attachment ${NEXT} was made`, said: new RegExp(String(NEXT)) }]
		: [];

export const FILE_CLASSES: OperationClass[] = [
	{ ...jama, name: 'upload and attach', kind: 'write', run: upload, duties: madeIs },
	{
		...jama,
		name: 'upload and attach, OAuth',
		kind: 'write',
		credential: 'oauth',
		run: upload,
		duties: madeIs,
	},
	{
		...jama,
		name: 'upload file',
		kind: 'write',
		run: running({
			operation: 'attachment.upload',
			parameters: { attachmentId: DIAGRAM },
			input: report,
		}),
	},
	{
		...jama,
		name: 'download',
		kind: 'read',
		run: running({ operation: 'attachment.download', parameters: { attachmentId: DIAGRAM } }),
	},
	{
		...jama,
		name: 'embedded files',
		kind: 'read',
		prepare: embed,
		run: running({ operation: 'attachment.downloadEmbedded', parameters: { itemId: byId(20) } }),
		spares: ofUnknownLength,
	},
	{
		...jama,
		name: 'image of an item type',
		kind: 'read',
		run: running({ operation: 'itemType.getImage', parameters: { itemTypeId: byId(33) } }),
		spares: ofUnknownLength,
	},
	{
		...jama,
		name: 'custom file',
		kind: 'read',
		run: running({
			operation: 'customApi.request',
			parameters: {
				relativeUrl: `/attachments/${DIAGRAM}/file`,
				options: { binaryResponse: true },
			},
		}),
		spares: ofUnknownLength,
	},
];
