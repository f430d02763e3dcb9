import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Page } from "../../components/page.tsx";
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
      <DeleteAccount />
    </Page>
  );
}
