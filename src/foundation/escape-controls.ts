// Control characters, which a terminal may execute, and those that reverse the direction of the text. The
// texts of customers can contain them.
const CONTROLS = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Replaces control characters but line feeds by their escapes, which are valid in JSON too. */
export function escapeControls(text: string): string {
  return text.replaceAll(
    CONTROLS,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
