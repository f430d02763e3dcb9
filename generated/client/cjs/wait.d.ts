import type { CallOptions, CreateOptions } from "./options.js";
/** Options for waiting. */
export interface WaitOptions<T> extends CallOptions {
  /** Called with the generation after each poll. */
  onProgress?: (generation: T) => void;
  /** The delay between polls in ms if the response has no `Retry-After`. Default: 1 s, growing to 8 s. */
  everyMs?: number;
}
/** The fields that generations of all APIs have. */
interface PollState {
  status: string;
  error?:
    | string
    | {
        code: string;
        message: string;
      }
    | null;
}
/** Polls a generation until it finishes. Throws a `GenerationError` if it produced no images. */
export declare function waitFor<T extends PollState>(
  poll: (options: CallOptions) => Promise<T>,
  { onProgress, everyMs, onReply, ...call }?: WaitOptions<T>,
): Promise<T>;
/** Options for creating a generation and waiting for it. */
export type CreateAndWaitOptions<T> = CreateOptions & WaitOptions<T>;
/** Creates a generation and waits for it. Throws a `GenerationError` if it produced no images. */
export declare function createAndWait<Accepted, T>(
  create: (options: CreateOptions) => Promise<Accepted>,
  wait: (accepted: Accepted, options: WaitOptions<T>) => Promise<T>,
  options?: CreateAndWaitOptions<T>,
): Promise<T>;
/** Whether the status of a generation is final. */
export declare function isFinished({ status }: PollState): boolean;
/** Returns a finished generation that produced images. Throws a `GenerationError` otherwise. */
export declare function succeeded<T extends PollState>(generation: T, requestId?: string | null): T;
export {};
