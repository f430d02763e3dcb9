import { type AuditVerification, verifyAuditLog } from "../core/audit/chain.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";

const MAX_LINES = 20;

/** Verifies the audit log. Exits with 1 if an entry was changed, removed or added. */
export const auditVerify = command({
  name: "audit verify",
  summary: "Verify that no entry of the audit log was changed, removed or added",
  options: {},
  async run(context) {
    const found = await withRuntime(context, verifyAuditLog);
    const { head = null, waiting, unchained, faults } = found;
    const isValid = faults.length === 0 && unchained === 0;
    context.terminal.result(
      {
        ok: isValid,
        head,
        waiting,
        unchained,
        faults: faults.map(({ position, entryId, fault }) => ({
          position,
          entry_id: entryId,
          fault,
        })),
      },
      toLines(found, isValid),
    );
    return isValid ? 0 : 1;
  },
});

function toLines({ head, waiting, unchained, faults }: AuditVerification, isValid: boolean) {
  const faultLines = faults
    .slice(0, MAX_LINES)
    .map(({ position, entryId, fault }) => `Entry ${entryId} at ${position}: wrong ${fault}.`);
  const rest = faults.length - faultLines.length;
  return [
    ...faultLines,
    ...(rest > 0 ? [`${rest} more faults.`] : []),
    ...(unchained > 0 ? [`${unchained} entries outside the chain were changed or added.`] : []),
    `${head?.position ?? 0} entries are in the chain, ${waiting} wait for the job that adds them.`,
    ...(head === undefined ? [] : [`The chain ends with ${head.hash}.`]),
    isValid ? "The audit log is valid." : "The audit log was changed.",
  ];
}
