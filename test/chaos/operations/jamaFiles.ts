import { runNode } from '../../integration/harness';
import { byId } from '../../integration/jama/support';
import type { JamaServer } from '../../servers/jama';
import { pngOf } from '../../servers/jama/images';
import type { OperationClass, World } from '../operation';
import { running } from '../operation';
import type { Outcome } from '../outcome';
import { outcomeOf } from '../outcome';

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

/** The item's text shows two files of this site; what the address is, is known only in the run. */
function embed(server: JamaServer, site: string): void {
	const { state } = server;
	const attachment = state.attachments.get(DIAGRAM);
	const item = state.items.get(20);
	if (!attachment || !item) throw new Error('The seed has no attachment or no item 20');
	const number = Number(attachment.fields.attachment);
	state.files.set(number + 1, [pngOf(5000)]);
	const other = {
		...attachment,
		id: DIAGRAM + 5000,
		fileName: 'second.png',
		fileSize: pngOf(5000).length,
	};
	state.attachments.set(other.id, {
		...other,
		fields: { ...attachment.fields, attachment: number + 1 },
	});
	const images = [`${number}/diagram.png`, `${number + 1}/second.png`];
	const description = images.map((path) => `<img src="${site}/attachment/${path}">`).join('');
	item.fields = { ...item.fields, description };
}

async function downloadEmbedded({
	credentials,
	server,
	site,
}: World<JamaServer>): Promise<Outcome> {
	embed(server, site);
	const parameters = { resource: 'attachment', operation: 'downloadEmbedded', itemId: byId(20) };
	return outcomeOf(await runNode({ credentials, parameters }));
}

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
			operation: 'attachment.uploadFile',
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
	{ ...jama, name: 'embedded files', kind: 'read', run: downloadEmbedded },
	{
		...jama,
		name: 'image of an item type',
		kind: 'read',
		run: running({ operation: 'itemType.getImage', parameters: { itemTypeId: byId(33) } }),
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
	},
];
