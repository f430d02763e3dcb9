import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import {
  ALL_ACTIONS,
  AuditExports,
  AuditFilters,
  useAuditQuery,
} from "../../components/audit-filters.tsx";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Page } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { AuditList } from "../../components/audit-list.tsx";

/** The audit log of changes by admins and the command line. */
export function AuditPage() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const [actor, account] = [urlState.get("actor"), urlState.get("account")];
  const cursor = urlState.get("cursor");
  const filter = {
    ...(account && { account_id: account }),
    ...(actor && { actor }),
    ...useAuditQuery(ALL_ACTIONS),
  };
  const query = { ...filter, ...(cursor && { cursor }) };
  const entries = api.useQuery("get", "/api/admin/audit", { params: { query } });
  return (
    <Page title={t("adminNav.audit")} hint={t("audit.hint")}>
      <AuditFilters actions={ALL_ACTIONS} names={["actor"]}>
        <TextField
          name="actor"
          label={t("audit.actor")}
          defaultValue={actor ?? ""}
          maxLength={200}
        />
      </AuditFilters>
      <AuditExports path="/api/admin/audit" query={filter} />
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

function AccountFilter({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const account = api.useQuery("get", "/api/admin/accounts/{accountId}", {
    params: { path: { accountId } },
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="user-text">
        {t("audit.filteredBy")} <strong>{account.data?.email ?? accountId}</strong>
      </p>
      <Button onClick={() => urlState.set({ account: undefined })}>{t("audit.showAll")}</Button>
    </div>
  );
}
