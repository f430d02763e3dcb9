/** Returns whether an error of the operating system has one of these codes, such as "ENOENT". */
export function hasErrorCode(error: unknown, codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** Returns whether an error says that a file or folder does not exist. */
export function isAbsent(error: unknown): boolean {
  return hasErrorCode(error, ["ENOENT"]);
}
