import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useUrlState } from "./url-state.ts";
import { Button, buttonClass } from "./button.tsx";
import { useDateRange } from "./date-range.ts";
import { DateRangeFields } from "./date-range-fields.tsx";
import { SelectField } from "./field.tsx";
import { FilterForm } from "./filter-form.tsx";

/** The kinds of entries that the owner of an account can have. */
export const OWN_ACTIONS: Schemas["AuditAction"][] = [
  "session.start",
  "session.end",
  "session.fail",
  "session.lock",
  "account.password",
  "account.settings",
  "key.create",
  "key.update",
  "key.rotate",
  "key.revoke",
  "webhook.create",
  "webhook.update",
  "webhook.rotate",
  "webhook.delete",
  "grant",
  "void",
  "account.create",
  "account.plan",
  "account.admin",
  "account.role",
  "account.disable",
  "account.enable",
  "account.suspend",
  "account.export",
  "audit.export",
  "generation.cancel",
  "generation.requeue",
  "delivery.resend",
];

/** All kinds of entries. */
export const ALL_ACTIONS: Schemas["AuditAction"][] = [
  ...OWN_ACTIONS,
  "account.close",
  "account.erase",
  "prices",
  "model",
  "sizes",
  "plan",
  "signup",
  "moderation.add",
  "moderation.remove",
  "job.retry",
  "job.remove",
];

/** Returns the kind and period of the URL's filters as a query of the audit log. */
export function useAuditQuery(actions: Schemas["AuditAction"][]) {
  const urlState = useUrlState();
  const action = actions.find((each) => each === urlState.get("action"));
  return { ...(action && { action }), ...useDateRange() };
}

interface AuditFiltersProps {
  actions: Schemas["AuditAction"][];
  /** Names of further filters, whose fields are the children. */
  names?: string[];
  children?: ReactNode;
}

/** The filters of an audit log, stored in the URL. */
export function AuditFilters({ actions, names = [], children }: AuditFiltersProps) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const currentValue = (name: string) => urlState.get(name) ?? "";
  return (
    <FilterForm
      names={[...names, "action", "from", "to"]}
      className="grid grid-cols-2 items-end gap-3 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none"
    >
      {children}
      <SelectField
        name="action"
        label={t("audit.action")}
        defaultValue={currentValue("action")}
        options={[
          ["", t("common.all")],
          ...actions.map((each): [string, string] => [each, t(`auditAction.${each}`)]),
        ]}
      />
      <DateRangeFields />
      <Button type="submit" icon={Search} className="col-span-2 lg:col-span-1">
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

/** Links that export an audit log with the current filters. `path` is the path of its list. */
export function AuditExports({ path, query }: { path: string; query: Record<string, string> }) {
  const { t } = useTranslation();
  const text = new URLSearchParams(query).toString();
  const suffix = text && `?${text}`;
  return (
    <div className="flex flex-wrap gap-2">
      <a href={`${path}.csv${suffix}`} download className={buttonClass()}>
        {t("audit.exportCsv")}
      </a>
      <a href={`${path}.jsonl${suffix}`} download className={buttonClass()}>
        {t("audit.exportJson")}
      </a>
    </div>
  );
}
