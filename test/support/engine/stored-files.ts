/** Files as n8n keeps them by default: on the disk, outside of the items. */
import './environment';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** n8n's own service; its container is the one of n8n-core, beside which there are others. */
function service(): BinaryDataService {
	const require = createRequire(createRequire(__filename).resolve('n8n-core'));
	const { Container } = require('@n8n/di') as {
		Container: { get: (type: typeof BinaryDataService) => BinaryDataService };
	};
	return Container.get(BinaryDataService);
}

/** From now on this process keeps files on the disk, in the folder that N8N_STORAGE_PATH named when it began. */
export async function keepFilesOnDisk(): Promise<void> {
	await service().init();
}

/** Puts a file where n8n keeps it. @returns what an item holds of it */
export async function storeFile(
	content: Buffer | Readable,
	file: Pick<IBinaryData, 'fileName' | 'mimeType'>,
): Promise<IBinaryData> {
	const place = { type: 'execution', workflowId: 'integration-test', executionId: '1' } as const;
	return await service().store(place, content, { ...file, data: '' });
}

/** The content of a file of an item, wherever it is. */
export async function contentOf(file: IBinaryData): Promise<Buffer> {
	return await service().getAsBuffer(file);
}
