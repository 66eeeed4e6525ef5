export declare function cacheFolder(): string;
export declare function installFolder(name: string, from: string): string;
export declare function isComplete(folder: string): boolean;
export declare const CHROMIUM_PLACES: string[];
export declare function findChromium(): string | undefined;
export declare function canInstallChromium(): boolean;
export declare function nodePackage(): string | undefined;
