import type { CallOptions } from "./options.js";
/** How to wait. */
export interface WaitOptions<T> extends CallOptions {
  /** Hears of the generation each time it was looked at. */
  onProgress?: (generation: T) => void;
  /** How long to wait between two looks where the server does not say; 1 second, growing to 8. */
  everyMs?: number;
}
/** What is common to generations of every API. */
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
/** Looks at a generation until it has ended. Throws a `GenerationError` where it made no images. */
export declare function waitFor<T extends PollState>(
  look: (options: CallOptions) => Promise<T>,
  { onProgress, everyMs, onReply, ...call }?: WaitOptions<T>,
): Promise<T>;
/** Whether nothing more will become of a generation. */
export declare function isFinished({ status }: PollState): boolean;
/** A generation that has ended, if it made images. Throws a `GenerationError` otherwise. */
export declare function succeeded<T extends PollState>(generation: T, requestId?: string | null): T;
export {};
