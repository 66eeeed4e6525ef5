import type { JamaState } from '../../servers/jama';

/** One successful run of an operation. */
export interface Case {
	/** `resource.operation` */
	operation: string;
	parameters: object;
	/** Every request, in order. */
	sent: string[];
	/** Rows that the output must hold, in order; matched partly. */
	out: object[];
	/** Changes the server's data first. */
	prepare?: (state: JamaState) => void;
}

/** The paging parameters of a first page. */
export const PAGE = 'startAt=0&maxResults=50';
