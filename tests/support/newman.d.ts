declare module "newman" {
  interface Execution {
    item: { name: string };
    response?: {
      code: number;
      headers: { get(name: string): string | undefined };
      text(): string;
    };
    requestError?: Error;
  }
  interface Options {
    collection: object;
    envVar: { key: string; value: string }[];
    workingDir?: string;
  }
  export function run(
    options: Options,
    done: (error: Error | null, summary: { run: { executions: Execution[] } }) => void,
  ): void;
}
