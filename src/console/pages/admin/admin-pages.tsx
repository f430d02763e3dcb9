import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch } from "wouter";
import { api } from "../../api/client.ts";
import { NotFound } from "../../components/not-found.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { MissingPage } from "../../components/missing-page.tsx";
import { AccountPage } from "./account-page.tsx";
import { AccountsPage } from "./accounts-page.tsx";
import { AuditPage } from "./audit-page.tsx";
import { ModelsPage } from "./models-page.tsx";
import { PlansPage } from "./plans-page.tsx";
import { PricesPage } from "./prices-page.tsx";
import { QueuePage } from "./queue-page.tsx";

/** The admin pages. Customers see a notice instead. */
export function AdminPages() {
  const account = api.useQuery("get", "/api/account");
  return (
    <QueryBoundary query={account}>
      {({ admin }) =>
        admin ? (
          <Switch>
            <Route path="/admin">
              <Redirect to="/admin/accounts" replace />
            </Route>
            <Route path="/admin/accounts" component={AccountsPage} />
            <Route path="/admin/accounts/:id" component={AccountPage} />
            <Route path="/admin/plans" component={PlansPage} />
            <Route path="/admin/prices" component={PricesPage} />
            <Route path="/admin/models" component={ModelsPage} />
            <Route path="/admin/queue" component={QueuePage} />
            <Route path="/admin/audit" component={AuditPage} />
            <Route component={MissingPage} />
          </Switch>
        ) : (
          <OperatorsOnly />
        )
      }
    </QueryBoundary>
  );
}

function OperatorsOnly() {
  const { t } = useTranslation();
  return (
    <NotFound
      icon={ShieldAlert}
      title={t("admin.operatorsOnly")}
      hint={t("admin.operatorsOnlyHint")}
    />
  );
}
