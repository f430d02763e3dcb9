/** Returns an environment variable; undefined if it is not set, and in runtimes without them. */
export declare function readVariable(name: string): string | undefined;
