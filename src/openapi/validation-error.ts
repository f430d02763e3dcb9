import { AppError, type Issue } from "../foundation/errors.ts";

// Bounds the size of the response.
const MAX_ISSUES = 20;

/** Returns `invalid_request`. The first issue becomes the message; `whole` names an empty path. */
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
  const subject = issue.path.length === 0 ? whole : label(issue.path);
  return `${subject} ${issue.reason}.`;
}

function label(path: Issue["path"]): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join("");
}
