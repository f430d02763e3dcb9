import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page } from "../../parts/page.tsx";
import { Leaving } from "./leaving.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { Sessions } from "./sessions.tsx";

/** Who one is here, how the console looks, and where one is signed in. */
export function Settings() {
  const { t } = useTranslation();
  const account = api.useQuery("get", "/api/account");
  return (
    <Page title={t("nav.settings")}>
      <Loaded query={account}>{(data) => <Profile account={data} />}</Loaded>
      <Password />
      <Sessions />
      <Leaving />
    </Page>
  );
}
