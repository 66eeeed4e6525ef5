import type { IDataObject } from 'n8n-workflow';

/** A record of an API, or one of the node's output. */
export type Row = IDataObject;

/**
 * A number that a record has by the contract of its API, such as its ID. It is not checked: of a server that gives IDs as text
 * the text is passed on.
 */
export const numberOf = (row: Row, name = 'id'): number => row[name] as number;
