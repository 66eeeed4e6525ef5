import { readMultipart } from '../frame/multipart';
import { basic, useBench } from '../testing';

const { bench, data } = useBench();

const auth = () => {
	const { username, password } = bench.server.logins.basic;
	return { authorization: basic(username, password) };
};
const url = (path: string) => `${bench.server.url}/rest/v1${path}`;

async function attachmentOf(name = 'Poppy Flower'): Promise<number> {
	return (await bench.send('POST', '/projects/2/attachments', { fields: { name } })).body.meta.id;
}

async function upload(id: number, content: Blob, fileName: string, part = 'file'): Promise<number> {
	const body = new FormData();
	body.set('note', 'first');
	body.set(part, content, fileName);
	return (await fetch(url(`/attachments/${id}/file`), { method: 'PUT', headers: auth(), body }))
		.status;
}

async function download(
	path: string,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
	const response = await fetch(url(path), { headers: auth() });
	const { status, headers } = response;
	return { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('three steps: attachment item, file, association; and the file comes back', async () => {
	const id = await attachmentOf();
	expect(await data(`/attachments/${id}`)).not.toHaveProperty('fileName');
	expect((await download(`/attachments/${id}/file`)).status).toBe(404);
	const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
	expect(await upload(id, new Blob([bytes], { type: 'image/jpeg' }), 'pöppy "1".jpeg')).toBe(200);
	const item = bench.nth('system');
	expect(
		(await bench.send('POST', `/items/${item.id}/attachments`, { attachment: id })).status,
	).toBe(201);
	const [row] = await data(`/items/${item.id}/attachments`).then((rows) => rows.slice(-1));
	expect(row).toMatchObject({
		id,
		fileName: 'pöppy "1".jpeg',
		mimeType: 'image/jpeg',
		fileSize: bytes.length,
		type: 'attachments',
	});
	expect(row.fields.attachment).not.toBe(id);
	const file = await download(`/attachments/${id}/file`);
	expect(file.bytes).toEqual(bytes);
	expect(file.headers.get('content-type')).toBe('image/jpeg');
	expect(file.headers.get('content-length')).toBe('8');
	expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''p%C3%B6ppy");
	const logged = bench.server.requests.find((request) => request.method === 'PUT');
	expect(logged?.body).toContainEqual({
		name: 'file',
		fileName: 'pöppy "1".jpeg',
		mimeType: 'image/jpeg',
		size: 8,
	});
});

test('GET /files finds what rich text links to, by the number of the file', async () => {
	const [attachment] = bench.server.state.attachments.values();
	const number = attachment?.fields.attachment;
	const link = `${bench.server.url}/attachment/${number}/diagram.png`;
	const file = await download(`/files?url=${encodeURIComponent(link)}`);
	expect([file.status, file.bytes.length, file.headers.get('content-type')]).toEqual([
		200,
		7295,
		'image/png',
	]);
	expect(file.bytes.subarray(1, 4).toString()).toBe('PNG');
	const status = async (address: string) =>
		(await download(`/files?url=${encodeURIComponent(address)}`)).status;
	expect(await status(`${bench.server.url}/attachment/${attachment?.id}/diagram.png`)).toBe(404);
	expect(await status('https://example.com/attachment/1/x.png')).toBe(400);
	expect(await status(`${bench.server.url}/other`)).toBe(400);
});

test('another file is another version; items around it have no activity', async () => {
	const item = bench.nth('software');
	const id = await attachmentOf();
	await upload(id, new Blob(['one']), 'one.txt');
	await bench.send('POST', `/items/${item.id}/attachments`, { attachment: id });
	const before = item.lastActivityDate;
	const number = (await data(`/attachments/${id}`)).fields.attachment;
	bench.tick(5000);
	await upload(id, new Blob(['three'], { type: 'text/plain' }), 'three.txt');
	expect(item.lastActivityDate).toBe(before);
	expect((await data(`/attachments/${id}`)).fields.attachment).not.toBe(number);
	expect(await data(`/attachments/${id}/versions`)).toHaveLength(3);
	expect(await data(`/attachments/${id}/versions/2`)).toMatchObject({ item: id, versionNumber: 2 });
	expect(await data(`/attachments/${id}/versions/2/versioneditem`)).toMatchObject({
		fileName: 'one.txt',
		fileSize: 3,
		version: 2,
		currentVersion: 3,
	});
	expect(await data(`/attachments/${id}/versions/1/versioneditem`)).toMatchObject({ id });
});

test('without a part named file, or with a broken body, 400', async () => {
	const id = await attachmentOf();
	expect(await upload(id, new Blob(['x']), 'x.txt', 'datei')).toBe(400);
	const broken = await fetch(url(`/attachments/${id}/file`), {
		method: 'PUT',
		headers: { ...auth(), 'content-type': 'multipart/form-data; boundary=x' },
		body: '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc',
	});
	expect(broken.status).toBe(400);
});

test('lock and comments of an attachment', async () => {
	const id = await attachmentOf();
	expect((await bench.send('PUT', `/attachments/${id}/lock`, { locked: true })).status).toBe(200);
	expect(await data(`/attachments/${id}/lock`)).toMatchObject({ locked: true, lockedBy: 5 });
	const comment = { body: { text: 'Nice' }, location: { item: id } };
	expect((await bench.send('POST', '/comments', comment)).status).toBe(201);
	expect(await data(`/attachments/${id}/comments`)).toMatchObject([{ location: { item: id } }]);
	bench.server.state.attachments.get(id)!.lock!.lockedBy = 7;
	expect(await upload(id, new Blob(['x']), 'x.txt')).toBe(409);
});

test('60 MB pass, and are held once', async () => {
	const id = await attachmentOf();
	const size = 60 * 1024 * 1024;
	const before = process.memoryUsage().arrayBuffers;
	const boundary = 'frontier';
	const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="big.bin"\r\n\r\n`;
	const piece = new Uint8Array(1024 * 1024).fill(7);
	let sent = -1;
	const body = new ReadableStream({
		pull(controller) {
			if (sent < 0) controller.enqueue(Buffer.from(head));
			else if (sent < 60) controller.enqueue(piece);
			else {
				controller.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`));
				controller.close();
			}
			sent += 1;
		},
	});
	const response = await fetch(url(`/attachments/${id}/file`), {
		method: 'PUT',
		headers: { ...auth(), 'content-type': `multipart/form-data; boundary=${boundary}` },
		body,
		duplex: 'half',
	} as RequestInit);
	expect(response.status).toBe(200);
	expect((await data(`/attachments/${id}`)).fileSize).toBe(size);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2.5 * size);
});

test.each([1, 2, 3, 7, 64, 1000])('a body in pieces of %i bytes', async (length) => {
	const text = [
		'--AB',
		'Content-Disposition: form-data; name="empty"',
		'',
		'',
		'--AB',
		'Content-Disposition: form-data; name="file"; filename="a.txt"',
		'Content-Type: text/plain',
		'',
		'x\r\n--A\r\n-AB y',
		'--AB--',
		'',
	].join('\r\n');
	const pieces = async function* () {
		for (let at = 0; at < text.length; at += length) yield Buffer.from(text.slice(at, at + length));
		await Promise.resolve();
	};
	const parts = await readMultipart('multipart/form-data; boundary="AB"', pieces());
	expect(
		parts?.map(({ name, chunks, size }) => [name, Buffer.concat(chunks).toString(), size]),
	).toEqual([
		['empty', '', 0],
		['file', 'x\r\n--A\r\n-AB y', 13],
	]);
});
