import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Empty, Page } from "../../components/page.tsx";
import { KeyTable } from "./key-table.tsx";
import { NewKey } from "./new-key.tsx";
import { Reveal } from "./reveal.tsx";
import { Revoke } from "./revoke.tsx";
import { Rotate } from "./rotate.tsx";

type Asked = { what: "create" } | { what: "revoke" | "rotate"; key: Schemas["Key"] };

/** The account's keys, and what can be done with them. */
export function Keys() {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys");
  const [asked, setAsked] = useState<Asked>();
  const [made, setMade] = useState<Schemas["CreatedKey"]>();
  const close = () => setAsked(undefined);
  const create = (
    <Button look="primary" icon={Plus} onClick={() => setAsked({ what: "create" })}>
      {t("keys.create")}
    </Button>
  );
  const show = (key: Schemas["CreatedKey"]) => {
    close();
    setMade(key);
  };
  return (
    <Page title={t("nav.keys")} hint={t("keys.hint")} actions={create}>
      <Card flush>
        <QueryBoundary query={keys}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon={KeyRound} title={t("keys.none")} hint={t("keys.noneHint")}>
                {create}
              </Empty>
            ) : (
              <KeyTable keys={data} ask={(what, key) => setAsked({ what, key })} />
            )
          }
        </QueryBoundary>
      </Card>
      <NewKey open={asked?.what === "create"} onClose={close} onMade={show} />
      {asked?.what === "revoke" && <Revoke subject={asked.key} onClose={close} />}
      {asked?.what === "rotate" && <Rotate subject={asked.key} onClose={close} onMade={show} />}
      {made && <Reveal made={made} onClose={() => setMade(undefined)} />}
    </Page>
  );
}
