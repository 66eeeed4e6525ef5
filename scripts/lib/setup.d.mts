export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Collect the output, show it only on failure. */
	capture?: boolean;
	/** What to call the command in an error. */
	title?: string;
}

export declare const root: string;
export declare function step<T>(title: string, work: () => T | Promise<T>): Promise<T>;
export declare function withProgress<T>(
	describe: () => string,
	work: () => Promise<T>,
	everySeconds?: number,
): Promise<T>;
export declare function countPackages(nodeModules: string): number;
export declare function run(command: string, args: string[], options?: RunOptions): Promise<string>;
export declare function npm(args: string[], options?: RunOptions): Promise<string>;
export declare const installLocked: string[];
export declare function dependencies(): 'current' | 'missing' | 'outdated';
export declare function ensureDependencies(): Promise<void>;
export declare function runTypeScript(file: string): Promise<void>;
export declare function ensureBuild(): Promise<void>;
export declare function main(work: () => Promise<void>): Promise<void>;
