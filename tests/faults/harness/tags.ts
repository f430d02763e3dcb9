/** Returns the tag of a create in its prompt. It is the same for all requests that repeat it. */
export function findTag(prompt: string): string | undefined {
  return /\[op-[\w-]+\]/.exec(prompt)?.[0];
}
