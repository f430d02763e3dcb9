import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { buttonClass } from "../../parts/button.tsx";
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
            <Figures overview={data} />
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

function Figures({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [next] = overview.expiring;
  return (
    <dl className="grid overflow-hidden rounded-2xl border border-line bg-card sm:grid-cols-3">
      <Figure name={t("credits.available")} value={format.number(overview.credits)} main />
      <Figure
        name={t("credits.held")}
        value={format.number(overview.held)}
        hint={t("credits.heldHint")}
      />
      <Figure
        name={t("credits.next")}
        value={next ? format.number(next.credits) : "0"}
        hint={next ? format.moment(next.expires_at) : t("credits.nextNone")}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  hint?: string;
  main?: boolean;
}

function Figure({ name, value, hint, main }: FigureProps) {
  const { t } = useTranslation();
  return (
    <div className="border-b border-line p-5 last:border-0 sm:border-b-0 sm:border-r sm:p-6">
      <dt className="text-ink-2">{name}</dt>
      <dd className="mt-1 text-figure font-semibold tracking-tight">
        {value} <span className="text-base font-normal text-ink-3">{t("credits.unit")}</span>
      </dd>
      <dd className="mt-1 text-small text-ink-3">
        {main ? (
          <Link href="/credits" className="text-accent underline underline-offset-4">
            {t("credits.seeBatches")}
          </Link>
        ) : (
          hint
        )}
      </dd>
    </div>
  );
}

function LastDay({ overview: { last_day: day, webhooks } }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ended = day.succeeded + day.failed + day.blocked;
  const failing = day.failed + day.blocked;
  const rows: [string, string, boolean?][] = [
    [t("overview.accepted"), format.number(day.accepted)],
    [t("overview.succeeded"), format.number(day.succeeded)],
    [t("overview.failed"), `${format.number(failing)} / ${format.number(ended)}`, failing > 0],
    [t("overview.spent"), format.number(day.credits)],
    [t("overview.webhooksOn"), format.number(webhooks.enabled)],
    [
      t("overview.webhooksBad"),
      format.number(webhooks.failing + webhooks.disabled),
      webhooks.failing + webhooks.disabled > 0,
    ],
  ];
  return (
    <Card title={t("overview.lastDay")}>
      <dl className="flex flex-col divide-y divide-line">
        {rows.map(([name, value, bad]) => (
          <div key={name} className="flex justify-between gap-4 py-2.5 first:pt-0 last:pb-0">
            <dt className="text-ink-2">{name}</dt>
            <dd className={`font-medium ${bad ? "text-bad" : ""}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
