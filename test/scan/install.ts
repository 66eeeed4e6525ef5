import { join } from 'node:path';

import { root } from '../../scripts/lib/setup.mjs';
import { ensureInstalled } from '../n8n/cache';

/** n8n's package scanner, installed into the cache on first use. Returns its folder. */
export async function ensureScanner(): Promise<string> {
	return await ensureInstalled({
		title: "n8n's package scanner",
		name: 'scanner',
		from: join(root, 'test', 'scan'),
	});
}
