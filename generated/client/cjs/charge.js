"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isFailureCode = isFailureCode;
exports.isUnchargedAfterAcceptance = isUnchargedAfterAcceptance;
exports.isUnchargedCreate = isUnchargedCreate;
// A retry with the same key would return the same failed generation.
const FAILED = ["generationFailed", "generation_failed"];
// Of a generation, or of a prompt that was refused before a generation was accepted.
const BLOCKED = ["contentBlocked", "content_blocked", "moderation_blocked"];
const ENDED = new Set([...FAILED, ...BLOCKED]);
const NOT_RETRYABLE = new Set(FAILED);
/** Whether a code is that of a failed generation, which a retry cannot change. */
function isFailureCode(code) {
  return NOT_RETRYABLE.has(code);
}
/**
 * Whether nothing is charged for an accepted generation after an error. This is only known from the codes of
 * its end: after other errors, such as of a revoked key or of images that cannot be read, it continues or
 * has been charged.
 */
function isUnchargedAfterAcceptance(code) {
  return ENDED.has(code);
}
/** Whether nothing is charged after an error response to a create, by any of its attempts. */
function isUnchargedCreate(failed) {
  const { code, status, headers, isDoubtful, uncharged } = failed;
  // A 5xx can follow the acceptance. With JSON keep-alive, an error with status 200 always follows it.
  if (status < 300 || status >= 500) return isUnchargedAfterAcceptance(code);
  if (!isDoubtful) return uncharged.has(code);
  // The server examines the key, its limits and the prompt before it looks for an earlier attempt.
  return headers.get("idempotent-replayed") === "true" && isUnchargedAfterAcceptance(code);
}
