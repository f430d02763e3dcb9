import commonPasswords from "@zxcvbn-ts/language-common/src/passwords.json";
import { AppError } from "../../foundation/errors.ts";

const LEAST_CHARACTERS = 8;
const MOST_CHARACTERS = 256;
// A guess that starts with a word of the context. ASVS 5 calls them context-specific words.
const CONTEXT_WORDS = ["darkroom"];

const common = new Set(commonPasswords);

/** A new password and what it is compared with. */
interface NewPassword {
  password: string;
  email: string;
  /** The field of the request. Default: `password`. */
  field?: string;
  /** The current password, which the new one must differ from. */
  current?: string;
}

/**
 * Throws `invalid_request` unless a new password has 8 to 256 characters, differs from the current one, and
 * is neither among the most common passwords nor a simple variation of the email address or of the product's
 * name. ASVS 5: 6.2.1, 6.2.4, 6.2.11, 6.2.12.
 */
export function checkNewPassword(wanted: NewPassword): void {
  const reason = findWeakness(wanted);
  if (reason === undefined) return;
  throw new AppError("invalid_request", `The password ${reason}.`, {
    details: { issues: [{ path: [wanted.field ?? "password"], reason }] },
  });
}

function findWeakness({ password, email, current }: NewPassword): string | undefined {
  const size = [...password].length;
  if (size < LEAST_CHARACTERS || size > MOST_CHARACTERS) {
    return `must have ${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters`;
  }
  if (password === current) return "must differ from the current one";
  const guess = password.normalize("NFKC").trim().toLowerCase();
  if (common.has(guess)) return "must not be one of the most common passwords";
  const words = listOwnWords(email).map(toLetters).filter(Boolean);
  if (guess === email.toLowerCase() || words.includes(toLetters(guess))) {
    return "must not consist of the email address or the name of this server";
  }
  return undefined;
}

function listOwnWords(email: string): string[] {
  const [name = "", domain = ""] = email.toLowerCase().split("@");
  return [email.toLowerCase(), name, domain, domain.split(".")[0] ?? "", ...CONTEXT_WORDS];
}

/** Returns the letters of a text, so that digits and punctuation do not make a word another one. */
function toLetters(text: string): string {
  return text.replace(/[^\p{L}]/gu, "");
}
