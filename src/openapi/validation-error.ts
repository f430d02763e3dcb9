import { AppError, type Issue } from "../foundation/errors.ts";

/** A caller who sends thousands of faults is told of the first few. */
const MOST_ISSUES = 20;

/** Refuses a request for these reasons; the first becomes the message. `whole` names a path of []. */
export function createValidationError(issues: Issue[], whole = "The request body"): AppError {
  const [first] = issues;
  const message = first === undefined ? `${whole} is not valid.` : sentence(first, whole);
  return new AppError("invalid_request", message, {
    details: { issues: issues.slice(0, MOST_ISSUES) },
  });
}

/** Refuses a request because of one field. */
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
