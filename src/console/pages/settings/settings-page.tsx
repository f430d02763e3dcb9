import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client.ts";
import { buttonClass } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Page } from "../../components/page.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { Sessions } from "./sessions.tsx";

/** The settings page. */
export function SettingsPage() {
  const { t } = useTranslation();
  const account = api.useQuery("get", "/api/account");
  return (
    <Page title={t("nav.settings")}>
      <QueryBoundary query={account}>{(data) => <Profile account={data} />}</QueryBoundary>
      <Password />
      <Sessions />
      <Card title={t("audit.ownTitle")} hint={t("audit.ownHint")} flush>
        <Link
          href="/settings/activity"
          className="mx-5 mb-5 inline-block text-accent underline underline-offset-4"
        >
          {t("audit.showOwn")}
        </Link>
      </Card>
      <Card title={t("settings.exportData")} hint={t("settings.exportDataHint")}>
        <a href="/api/account/export" download className={buttonClass()}>
          {t("settings.downloadExport")}
        </a>
      </Card>
      <DeleteAccount />
    </Page>
  );
}
