/** Ends the n8n that globalSetup started. */
export default async function teardown(): Promise<void> {
	await globalThis.runningN8n?.stop();
}
