import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch } from "wouter";
import { api } from "../../api/client.ts";
import { NotFound } from "../../components/not-found.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { MissingPage } from "../../components/missing-page.tsx";
import { AccountPage } from "./account.tsx";
import { Accounts } from "./accounts.tsx";
import { Audit } from "./audit.tsx";
import { Models } from "./models.tsx";
import { Prices } from "./prices.tsx";
import { Queue } from "./queue.tsx";

/** The admin pages. Other accounts see a notice instead. */
export function Admin() {
  const account = api.useQuery("get", "/api/account");
  return (
    <QueryBoundary query={account}>
      {({ admin }) =>
        admin ? (
          <Switch>
            <Route path="/admin">
              <Redirect to="/admin/accounts" replace />
            </Route>
            <Route path="/admin/accounts" component={Accounts} />
            <Route path="/admin/accounts/:id" component={AccountPage} />
            <Route path="/admin/prices" component={Prices} />
            <Route path="/admin/models" component={Models} />
            <Route path="/admin/queue" component={Queue} />
            <Route path="/admin/audit" component={Audit} />
            <Route component={MissingPage} />
          </Switch>
        ) : (
          <AdminsOnly />
        )
      }
    </QueryBoundary>
  );
}

function AdminsOnly() {
  const { t } = useTranslation();
  return <NotFound icon={ShieldAlert} title={t("admin.refused")} hint={t("admin.refusedHint")} />;
}
