import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client.ts";
import {
  AuditExports,
  AuditFilters,
  OWN_ACTIONS,
  useAuditQuery,
} from "../../components/audit-filters.tsx";
import { AuditList } from "../../components/audit-list.tsx";
import { Card, Page } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { useUrlState } from "../../components/url-state.ts";

/** The audit log of the account, for its owner. */
export function ActivityPage() {
  const { t } = useTranslation();
  const cursor = useUrlState().get("cursor");
  const filter = useAuditQuery(OWN_ACTIONS);
  const entries = api.useQuery("get", "/api/account/audit", {
    params: { query: { ...filter, ...(cursor && { cursor }) } },
  });
  return (
    <Page title={t("audit.ownTitle")} hint={t("audit.ownHint")}>
      <Link href="/settings" className="-mt-4 text-accent underline underline-offset-4">
        {t("nav.settings")}
      </Link>
      <AuditFilters actions={OWN_ACTIONS} />
      <AuditExports path="/api/account/audit" query={filter} />
      <Card flush>
        <QueryBoundary query={entries} rows={8}>
          {({ data, next_cursor }) => (
            <>
              <AuditList entries={data} isOneAccount />
              <Pager next={next_cursor} />
            </>
          )}
        </QueryBoundary>
      </Card>
    </Page>
  );
}
