/** What goes wrong: an input that cannot be used, no response, or a bad one. */
export class Failure extends Error {
	/** What an operation of several steps had done before; see `notingDone`. */
	done?: string;
}

/** Something the user entered cannot be used; nothing was sent for it. */
export class InvalidInput extends Failure {
	/** @param message what is wrong, naming the parameter; @param description what to do about it */
	constructor(
		message: string,
		readonly description?: string,
	) {
		super(message);
	}
}
