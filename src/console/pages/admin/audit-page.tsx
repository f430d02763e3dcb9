import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Page } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { AuditList } from "./audit-list.tsx";

const ACTIONS: Schemas["AuditAction"][] = [
  "account.create",
  "key.create",
  "key.rotate",
  "key.revoke",
  "grant",
  "void",
  "account.plan",
  "account.admin",
  "account.disable",
  "account.enable",
  "account.password",
  "prices",
  "model",
  "plan",
  "generation.cancel",
  "signup",
  "moderation.add",
  "moderation.remove",
];
const FILTERS = ["actor", "action", "from", "to"];

/** The audit log of changes by admins and the command line. */
export function AuditPage() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const [actor, from, to] = [urlState.get("actor"), urlState.get("from"), urlState.get("to")];
  const [account, cursor] = [urlState.get("account"), urlState.get("cursor")];
  const action = ACTIONS.find((each) => each === urlState.get("action"));
  const query = {
    ...(account && { account_id: account }),
    ...(actor && { actor }),
    ...(action && { action }),
    ...(from && { from: `${from}T00:00:00Z` }),
    ...(to && { to: `${to}T00:00:00Z` }),
    ...(cursor && { cursor }),
  };
  const entries = api.useQuery("get", "/api/admin/audit", { params: { query } });
  return (
    <Page title={t("adminNav.audit")} hint={t("admin.audit.hint")}>
      <Filters />
      {account && <AccountFilter accountId={account} />}
      <Card flush>
        <QueryBoundary query={entries} rows={8}>
          {({ data, next_cursor }) => (
            <>
              <AuditList entries={data} />
              <Pager next={next_cursor} />
            </>
          )}
        </QueryBoundary>
      </Card>
    </Page>
  );
}

function Filters() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const currentValue = (name: string) => urlState.get(name) ?? "";
  return (
    <FilterForm
      names={FILTERS}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto_auto_auto]"
    >
      <TextField
        name="actor"
        label={t("admin.audit.actor")}
        defaultValue={currentValue("actor")}
        maxLength={200}
      />
      <SelectField
        name="action"
        label={t("admin.audit.action")}
        defaultValue={currentValue("action")}
        options={[
          ["", t("common.all")],
          ...ACTIONS.map((each): [string, string] => [each, t(`admin.auditAction.${each}`)]),
        ]}
      />
      <TextField
        name="from"
        type="date"
        label={t("common.from")}
        defaultValue={currentValue("from")}
      />
      <TextField
        name="to"
        type="date"
        label={t("common.until")}
        defaultValue={currentValue("to")}
      />
      <Button type="submit" icon={Search} className="col-span-2 lg:col-span-1">
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

function AccountFilter({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const account = api.useQuery("get", "/api/admin/accounts/{accountId}", {
    params: { path: { accountId } },
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="user-text">
        {t("admin.audit.filteredBy")} <strong>{account.data?.email ?? accountId}</strong>
      </p>
      <Button onClick={() => urlState.set({ account: undefined })}>
        {t("admin.audit.showAll")}
      </Button>
    </div>
  );
}
