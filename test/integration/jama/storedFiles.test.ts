/** Files where n8n keeps them by default, on the disk, and in the items: what arrives is what was there, byte by byte. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IBinaryData } from 'n8n-workflow';

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-jama-stored-'));
process.env.N8N_STORAGE_PATH = folder;

import { contentOf, keepFilesOnDisk, storeFile } from '../../support/engine/stored-files';
import { failureOf, rowsOf, useJama } from './support';

const jama = useJama();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Several pieces, of which the last is a short one. */
const CONTENT = randomBytes(2_500_001);
const PDF = { fileName: 'spec.pdf', mimeType: 'application/pdf' };

const bytesOf = (id: number) => {
	const { attachments, files } = jama.server.state;
	return Buffer.concat(files.get(Number(attachments.get(id)?.fields.attachment)) ?? []);
};

describe.each(['in the item', 'on the disk'])('a file %s', (place) => {
	let file: IBinaryData;

	beforeAll(async () => {
		if (place === 'on the disk') {
			await keepFilesOnDisk();
			file = await storeFile(CONTENT, PDF);
		} else file = { ...PDF, data: CONTENT.toString('base64') };
	});

	test('is uploaded and downloaded again', async () => {
		const input = [{ json: {}, binary: { data: file } }];
		const made = rowsOf(
			await jama.run(
				'attachment.uploadAndAttach',
				{ attachTo: 'items', itemId: { __rl: true, mode: 'id', value: 20 } },
				{ input },
			),
		);
		const id = Number(made[0]?.id);
		expect(made).toMatchObject([{ fileName: PDF.fileName, fileSize: CONTENT.length }]);
		expect(bytesOf(id).equals(CONTENT)).toBe(true);

		const { items } = await jama.run('attachment.download', { attachmentId: id });
		const saved = items[0]?.binary?.data as IBinaryData;
		expect(saved).toMatchObject({ ...PDF, bytes: CONTENT.length });
		expect(saved.id !== undefined).toBe(place === 'on the disk');
		expect((await contentOf(saved)).equals(CONTENT)).toBe(true);
	});

	test('is a part of a form of the Custom API Action', async () => {
		const input = [{ json: {}, binary: { data: file } }];
		const [id = 0] = jama.server.state.attachments.keys();
		const relativeUrl = `/attachments/${id}/file`;
		const form = { method: 'PUT', relativeUrl, contentType: 'multipart', filePartName: 'file' };
		rowsOf(await jama.run('customApi.request', form, { input }));
		expect(bytesOf(id).equals(CONTENT)).toBe(true);
	});

	test('that is not there any more is an error before anything is sent', async () => {
		const gone = place === 'on the disk' ? { ...file, id: `${file.id}-gone` } : undefined;
		const input = [{ json: {}, binary: gone ? { data: gone } : {} }];
		const error = failureOf(await jama.run('attachment.upload', { attachmentId: 7 }, { input }));
		expect(error.message).toMatch(/file|no binary field/i);
		expect(jama.sent()).toEqual([]);
	});
});
