import type { IExecuteFunctions } from 'n8n-workflow';
import { filesOf } from '../../nodes/shared/http/binary';

const CONTENT = Buffer.from(Array.from({ length: 3_000_001 }, (_, at) => (at * 7919) % 251));
const whole = CONTENT.toString('base64');

/** As n8n gives a file that it keeps in the item itself. */
const helpersWith = (data: string) =>
	({
		assertBinaryData: () => ({ data, fileName: 'a.bin', mimeType: 'application/octet-stream' }),
	}) as unknown as IExecuteFunctions['helpers'];

test.each([
	['in one line', whole],
	['in lines of 76, as mail has it', whole.replace(/.{76}/g, '$&\r\n')],
	['in lines of 60, as GitHub has it', whole.replace(/.{60}/g, '$&\n')],
	['for URLs', CONTENT.toString('base64url')],
])('a file in the item arrives whole in a form: base64 %s', async (_, data) => {
	const { content, fileName } = await filesOf({ helpers: helpersWith(data) }, 0).readBlob('data');
	expect(fileName).toBe('a.bin');
	expect(content.type).toBe('application/octet-stream');
	expect(Buffer.from(await content.arrayBuffer()).equals(CONTENT)).toBe(true);
});
