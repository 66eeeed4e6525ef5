import { commonFlags, number, readFlags, serve, toggle } from '../shared/serve';
import { startJamaServer, type JamaServerOptions } from './index';

const FLAGS = {
	items: number('items of the main project (default 120)', 0, 1_000_000),
	oddValues: toggle(
		'a project of odd values more: doubled names, items below items, every kind of field',
	),
	sso: toggle('Basic is answered by a login page, OAuth works'),
	indexLag: number(
		'until a change shows in a search by lastActivityDate (default 0)',
		0,
		86_400_000,
		{ value: 'MS', whole: false },
	),
	...commonFlags('/contour', '', 3599),
};

/** The server's options for a command line; 'help' when that is what is asked for. */
export function parseOptions(argv: string[]): JamaServerOptions | 'help' {
	const values = readFlags(FLAGS, argv);
	if (values === 'help') return 'help';
	const { sso = false, retryAfter = 'seconds', indexLag = 0, ...options } = values;
	return { ...options, switches: { sso, retryAfter, indexLag } };
}

if (require.main === module)
	void serve({
		title: 'fake Jama',
		command: 'serve:jama',
		flags: FLAGS,
		parse: parseOptions,
		start: startJamaServer,
		greeting: ({ url, logins: { basic, oauth, reader } }) => [
			['Fake Jama', url],
			['Basic', `${basic.username} / ${basic.password}`],
			['OAuth', `${oauth.clientId} / ${oauth.clientSecret}`],
			['Reader', `${reader.username} / ${reader.password} (second project only)`],
		],
	});
