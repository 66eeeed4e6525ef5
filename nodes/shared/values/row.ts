import type { IDataObject } from 'n8n-workflow';

/** A record of an API, or one of the node's output. */
export type Row = IDataObject;
