import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../api/client.ts";
import { Timestamp } from "./timestamp.tsx";
import { EmptyState } from "./page.tsx";
import { describeChanges } from "./audit-changes.ts";

type Entry = Schemas["AuditEntry"];

const MAX_INLINE = 5;
// Actions whose details add nothing to their name.
const WITHOUT_DETAILS: Entry["action"][] = [
  "account.disable",
  "account.enable",
  "account.password",
  "account.close",
  "account.erase",
  "account.export",
  "audit.export",
  "session.end",
  "key.revoke",
];

interface AuditListProps {
  entries: Entry[];
  /** Whether all entries belong to the account on the page. */
  isOneAccount?: boolean;
}

/** Audit log entries, newest first. */
export function AuditList({ entries, isOneAccount }: AuditListProps) {
  const { t } = useTranslation();
  if (entries.length === 0)
    return <EmptyState icon={ScrollText} title={t("audit.none")} hint={t("audit.noneHint")} />;
  return (
    <ol aria-label={t("audit.title")} className="divide-y divide-line">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 px-5 py-4
            lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)]"
        >
          <Action entry={entry} isOneAccount={isOneAccount ?? false} />
          <Reason entry={entry} />
          <p className="text-small text-ink-2 lg:text-right">
            <span className="block truncate" title={entry.actor}>
              <ActorName actor={entry.actor} />
            </span>
            {entry.address !== null && (
              <span className="block font-mono text-small">{entry.address}</span>
            )}
            <span className="text-ink-3">
              <Timestamp at={entry.created_at} />
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}

function ActorName({ actor }: { actor: string }) {
  const { t } = useTranslation();
  if (actor === "cli") return t("audit.commandLine");
  if (actor === "operator" || actor === "erased" || actor === "anonymous" || actor === "system")
    return t(`audit.${actor}`);
  return actor;
}

/** The reason of a change. Operators state one; owners do not. */
function Reason({ entry: { reason, actor, account_email } }: { entry: Entry }) {
  const { t } = useTranslation();
  if (reason === null && actor === account_email) return <div className="max-lg:hidden" />;
  return (
    <div className="min-w-0">
      <p className="text-small text-ink-3">{t("audit.reason")}</p>
      <p className={reason === null ? "text-ink-3" : "user-text"}>
        {reason ?? t("audit.noReason")}
      </p>
    </div>
  );
}

function Action({ entry, isOneAccount }: { entry: Entry; isOneAccount: boolean }) {
  const { t } = useTranslation();
  const { action, account_id, account_email, subject, details } = entry;
  const isNamed = action === "plan" || action === "model";
  return (
    <div className="min-w-0">
      <p className="font-medium">
        {t(`auditAction.${action}`)}
        {isNamed && <code className="ml-2 font-mono text-small font-normal">{subject}</code>}
      </p>
      {account_id !== null && !isOneAccount && (
        <Link
          href={`/admin/accounts/${account_id}`}
          className="block w-fit max-w-full truncate text-small text-accent underline
            underline-offset-4"
        >
          {account_email}
        </Link>
      )}
      <Changes lines={WITHOUT_DETAILS.includes(action) ? [] : describeChanges(details)} />
    </div>
  );
}

function Changes({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  const list = (
    <ul className="mt-1 font-mono text-small text-ink-2">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
  if (lines.length <= MAX_INLINE) return list;
  return (
    <details className="mt-1">
      <summary className="w-fit text-small text-accent">
        {t("audit.changes", { count: lines.length })}
      </summary>
      {list}
    </details>
  );
}
