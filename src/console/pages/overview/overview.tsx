import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Definitions } from "../../parts/definitions.tsx";
import { Figures } from "../../parts/figures.tsx";
import { useFormat } from "../../parts/format.ts";
import { Gallery } from "../../parts/gallery.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Card, Empty, Page } from "../../parts/page.tsx";
import { Checklist } from "./checklist.tsx";
import { Expiring } from "./expiring.tsx";

type Overview = Schemas["Overview"];

/** The account at a glance. */
export function Overview() {
  const { t } = useTranslation();
  const overview = api.useQuery("get", "/api/account/overview", {}, { refetchInterval: 15_000 });
  const draw = (
    <Link href="/playground" className={buttonClass("primary")}>
      <Sparkles size={16} aria-hidden />
      {t("overview.draw")}
    </Link>
  );
  return (
    <Page title={t("nav.overview")} actions={draw}>
      <Loaded query={overview} rows={6}>
        {(data) => (
          <>
            <Balance overview={data} />
            <Checklist done={data.checklist} />
            {data.running.length > 0 && (
              <Card title={t("overview.running")}>
                <Gallery generations={data.running} />
              </Card>
            )}
            <Card title={t("overview.recent")}>
              {data.recent.length > 0 ? (
                <Gallery generations={data.recent} />
              ) : (
                <Empty
                  icon={Sparkles}
                  title={t("generations.none")}
                  hint={t("generations.noneHint")}
                >
                  {draw}
                </Empty>
              )}
            </Card>
            <div className="grid gap-6 lg:grid-cols-2">
              <Expiring batches={data.expiring} />
              <LastDay overview={data} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Balance({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [next] = overview.expiring;
  const batches = (
    <Link href="/credits" className="text-accent underline underline-offset-4">
      {t("credits.seeBatches")}
    </Link>
  );
  return (
    <Figures
      of={[
        { name: t("credits.available"), value: format.number(overview.credits), hint: batches },
        {
          name: t("credits.held"),
          value: format.number(overview.held),
          hint: t("credits.heldHint"),
        },
        {
          name: t("credits.next"),
          value: format.number(next?.credits ?? 0),
          hint: next ? format.moment(next.expires_at) : t("credits.nextNone"),
        },
      ]}
    />
  );
}

function LastDay({ overview: { last_day: day, webhooks } }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ended = day.succeeded + day.failed + day.blocked;
  const failing = day.failed + day.blocked;
  const rows: [string, string][] = [
    [t("overview.accepted"), format.number(day.accepted)],
    [t("overview.succeeded"), format.number(day.succeeded)],
    [t("overview.failed"), `${format.number(failing)} / ${format.number(ended)}`],
    [t("overview.spent"), format.number(day.credits)],
    [t("overview.webhooksOn"), format.number(webhooks.enabled)],
    [t("overview.webhooksBad"), format.number(webhooks.failing + webhooks.disabled)],
  ];
  return (
    <Card title={t("overview.lastDay")}>
      <Definitions of={rows} />
    </Card>
  );
}
