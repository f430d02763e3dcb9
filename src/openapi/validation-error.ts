import { AppError, formatFieldPath, type Issue } from "../foundation/errors.ts";

// Bounds the size of the response.
const MAX_ISSUES = 20;

/**
 * Returns `invalid_request`. The first issue becomes the message, as in "size: must be a multiple of 16.";
 * `whole` names an empty path.
 */
export function createValidationError(issues: Issue[], whole = "The request body"): AppError {
  const [first] = issues;
  const message = first === undefined ? `${whole} is not valid.` : sentence(first, whole);
  return new AppError("invalid_request", message, {
    details: { issues: issues.slice(0, MAX_ISSUES) },
  });
}

/** Returns `invalid_request` with one issue. */
export function invalidFields(path: Issue["path"], reason: string): AppError {
  return createValidationError([{ path, reason }]);
}

function sentence(issue: Issue, whole: string): string {
  return issue.path.length === 0
    ? `${whole} ${issue.reason}.`
    : `${formatFieldPath(issue.path)}: ${issue.reason}.`;
}
