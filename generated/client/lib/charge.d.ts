/** Whether a code is that of a failed generation, which a retry cannot change. */
export declare function isFailureCode(code: string): boolean;
/**
 * Whether nothing is charged for an accepted generation after an error. This is only known from the codes of
 * its end: after other errors, such as of a revoked key or of images that cannot be read, it continues or
 * has been charged.
 */
export declare function isUnchargedAfterAcceptance(code: string): boolean;
/** An error response to a create. */
export interface FailedCreate {
  code: string;
  status: number;
  headers: Headers;
  /** Whether an earlier attempt may have been accepted. */
  isDoubtful: boolean;
  /** Codes of errors after which nothing is charged, if no earlier attempt was accepted. */
  uncharged: ReadonlySet<string>;
}
/** Whether nothing is charged after an error response to a create, by any of its attempts. */
export declare function isUnchargedCreate(failed: FailedCreate): boolean;
