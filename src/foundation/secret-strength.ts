const MIN_DISTINCT_CHARACTERS = 10;
// What documents, examples and tutorials write in place of a secret.
const PLACEHOLDERS =
  /replace.?(me|this|with)|change.?(me|this|it)|your.?(app.?)?secret|placeholder|openssl.?rand|^0123456789/i;

/** Returns why a secret is too easy to guess, or undefined. */
export function findSecretFault(value: string, minLength: number): string | undefined {
  if (value.length < minLength) return `is too short: set at least ${minLength} characters`;
  if (PLACEHOLDERS.test(value)) return "is a placeholder from the documentation: set random text";
  if (new Set(value).size >= MIN_DISTINCT_CHARACTERS) return undefined;
  return `has fewer than ${MIN_DISTINCT_CHARACTERS} different characters: set random text`;
}
