import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** One operation, run on one input item and on many. */
export interface Work {
	/** `resource.operation`. */
	operation: string;
	/** What tells it from other work with the same operation. */
	how?: string;
	/** Of all input items. */
	parameters: object;
	/** Which records the input items name; by default the system's usual ones. */
	of?: string;
	/** All of them in one input item. */
	inOne?: (items: IDataObject[]) => IDataObject;
	/** Each input item has a file. */
	file?: boolean;
	/** It can be done once for a record that there is only one of. */
	once?: boolean;
	/** The most requests for one item that the project aims at: cold, warm, warm for each of many. */
	aim?: readonly [cold: number, warm: number, each: number];
}

export const byId = (value: number | string) => ({ __rl: true, mode: 'id', value });
export const byKey = (value: string) => ({ __rl: true, mode: 'key', value });
export const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** What the mapper of fields holds. */
export const mapped = (value: object) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: [],
});

/** The input item with a small file. */
export const withFile = (json: IDataObject): INodeExecutionData => ({
	json,
	binary: {
		data: {
			data: Buffer.from('Alarm after 3 s').toString('base64'),
			mimeType: 'text/plain',
			fileName: 'report.txt',
		},
	},
});
