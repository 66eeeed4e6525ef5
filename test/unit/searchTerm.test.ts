/** What is searched for so that a text is found, whether the server takes signs in quotes as operators or as they stand. */
import { globalIdTerms, searchTerms } from '../../nodes/Jama/values/searchTerm';
import { matches } from '../servers/jama/search/lucene';

test.each<[string, string[]]>([
	['Alarm', ['"Alarm"']],
	['https://jira.example/browse/X-1', ['"+example +browse +https +jira +X +1"', '"jira.example"']],
	['PUMP-1234', ['"+PUMP +1234"', '"PUMP-1234"']],
	['Pump OR not', ['"+Pump +not +or"', '"Pump"']],
	['a:b', ['"+a +b"', '"a"']],
	['<b>Al</b>pha &amp; more', ['"+more +pha +Al"', '"more"']],
	['if x <5 or y> 6', ['"+if +x +6"', '"if"']],
	['x'.repeat(500), [`"${'x'.repeat(60)}"`]],
	['警報が鳴る', ['"警報が鳴る"']],
	['limit <5 V', ['"limit"']],
	['-', []],
	['🚀', []],
	['<br>', []],
])('%s', (text, terms) => {
	expect(searchTerms(text)).toEqual(terms);
});

test.each(['the pump: alarm (loud)', 'C:\\temp\\a b', 'PUMP-1234 -x +y', 'a && b || !c'])(
	'%s is found on a server of either kind',
	(text) => {
		for (const literalQuotes of [false, true]) {
			const found = searchTerms(text).some((term) =>
				matches(term, { name: text }, { literalQuotes }),
			);
			expect([literalQuotes, found]).toEqual([literalQuotes, true]);
		}
	},
);

test('a global ID is looked for as a field first, where it can be', () => {
	expect(globalIdTerms('GID-9')).toEqual(['globalId:"GID-9"', '"+GID +9"', '"GID-9"']);
	expect(globalIdTerms('own:9')).toEqual(['"+own +9"', '"own"']);
});
