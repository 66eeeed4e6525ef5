/** Where workflows send to: an incoming webhook of a chat, and a mail server. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Receiver {
	port: number;
	/** What arrived, oldest first. */
	received: string[];
	close(): Promise<void>;
}

/** Takes any POST, as the incoming webhook of a chat does. */
export async function startChatWebhook(): Promise<Receiver> {
	const received: string[] = [];
	const server = createHttpServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
		request.on('end', () => {
			if (request.method === 'POST') received.push(body);
			response.writeHead(request.method === 'POST' ? 200 : 405).end('ok');
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		port: (server.address() as AddressInfo).port,
		received,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

/** Takes mails without a login and without TLS, as RFC 5321 has it; what arrives are the messages of RFC 5322. */
export async function startMailServer(): Promise<Receiver> {
	const received: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.setEncoding('utf8').on('error', () => socket.destroy()));
		socket.on('close', () => sockets.delete(socket));
		let rest = '';
		let message: string[] | undefined;
		const say = (line: string): void => void socket.write(`${line}\r\n`);
		const take = (line: string): void => {
			if (message && line !== '.') {
				message.push(line.replace(/^\./, ''));
				return;
			}
			if (message) {
				received.push(message.join('\n'));
				message = undefined;
				say('250 taken');
				return;
			}
			const command = line.slice(0, 4).toUpperCase();
			const known = ['EHLO', 'HELO', 'MAIL', 'RCPT', 'RSET', 'NOOP'].includes(command);
			if (command === 'DATA') {
				message = [];
				say('354 end with .');
			} else if (command === 'QUIT') socket.end('221 bye\r\n');
			else say(known ? '250 localhost' : '502 not here');
		};
		socket.on('data', (chunk: string) => {
			const lines = (rest + chunk).split('\r\n');
			rest = lines.pop() ?? '';
			lines.forEach(take);
		});
		say('220 localhost');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		port: (server.address() as AddressInfo).port,
		received,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((done) => server.close(done));
		},
	};
}

/** The decoded HTML of a message: quoted-printable (RFC 2045, 6.7), base64 or as it is. */
export function htmlOf(message: string): string {
	const at = message.indexOf('\n\n');
	const [head, body] = [message.slice(0, at), message.slice(at + 2)];
	if (/^content-transfer-encoding: base64/im.test(head)) {
		return Buffer.from(body, 'base64').toString('utf8');
	}
	if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
	const bytes = body
		.replace(/=\n/g, '')
		.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The subject of a message in ASCII, with the lines that it is folded into (RFC 5322, 2.2.3) put together. */
export const subjectOf = (message: string): string =>
	/^subject: (.*(?:\n[ \t].*)*)/im.exec(message)?.[1]?.replace(/\n(?=[ \t])/g, '') ?? '';
