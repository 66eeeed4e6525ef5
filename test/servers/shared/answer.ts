export interface Answer {
	status: number;
	body?: unknown;
	/** A file's content, instead of a body. */
	file?: Buffer[];
	headers?: Record<string, string>;
}

/** An HTML page where JSON was expected, as a login page or a proxy sends it. */
export function htmlAnswer(status: number, title: string): Answer {
	return {
		status,
		body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
		headers: { 'content-type': 'text/html;charset=UTF-8' },
	};
}
