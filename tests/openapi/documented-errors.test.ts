import { describe, expect, test } from "bun:test";
import account from "../../generated/account/openapi.json";
import hub from "../../generated/hub/openapi.json";
import plus from "../../generated/plus/openapi.json";
import { toErrorResponse } from "../../src/dialects/account/errors.ts";
import { operationErrors } from "../../src/dialects/account/operation-errors.ts";
import * as hubErrors from "../../src/dialects/hub/errors.ts";
import * as plusErrors from "../../src/dialects/plus/errors.ts";
import { AppError, type ErrorCode } from "../../src/foundation/errors.ts";
import { resolveReference } from "../../src/openapi/reference.ts";

const accountErrors = { toErrorResponse, operationErrors };
// Sent by the handler itself.
const SIGN_IN_REFUSED = "401 invalid_credentials";

interface Documented {
  operationId: string;
  responses: Record<string, object>;
}

describe("each operation documents only errors that it can return:", () => {
  for (const [document, errors] of [
    [hub, hubErrors],
    [plus, plusErrors],
    [account, accountErrors],
  ] as const) {
    for (const operation of listOperations(document)) {
      test(`${document.info.title} ${operation.operationId}`, async () => {
        const raised = new Map<string, readonly ErrorCode[]>(
          Object.entries(errors.operationErrors),
        ).get(operation.operationId);
        const sent = await Promise.all((raised ?? []).map((code) => describeError(errors, code)));
        for (const error of listErrors(document, operation))
          if (error !== SIGN_IN_REFUSED) expect(sent).toContain(error);
      });
    }
  }
});

function listOperations({ paths }: { paths: object }): Documented[] {
  return Object.values(paths).flatMap((item) => Object.values<Documented>(item));
}

function listErrors(document: object, { responses }: Documented): string[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const { "x-errors": errors = [] } = resolveReference<{ "x-errors"?: { code: string }[] }>(
      document,
      response,
    );
    return errors.map(({ code }) => `${status} ${code}`);
  });
}

async function describeError(
  { toErrorResponse }: Pick<typeof hubErrors, "toErrorResponse">,
  code: ErrorCode,
): Promise<string> {
  const response = toErrorResponse(new AppError(code, ""));
  return `${response.status} ${(await response.json()).error.code}`;
}
