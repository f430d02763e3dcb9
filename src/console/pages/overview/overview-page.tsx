import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { buttonClass } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { Gallery } from "../../components/gallery.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { SuspensionNotice } from "../../components/suspension-notice.tsx";
import { Checklist } from "./checklist.tsx";
import { Expiring } from "./expiring.tsx";

type Overview = Schemas["Overview"];

// One row of the gallery on wide screens.
const MAX_RUNNING = 4;

/** The overview of the account. */
export function OverviewPage() {
  const { t } = useTranslation();
  const overview = api.useQuery("get", "/api/account/overview", {}, { refetchInterval: 15_000 });
  const generateLink = (
    <Link href="/playground" className={buttonClass("primary")}>
      <Sparkles size={16} aria-hidden />
      {t("common.generateImage")}
    </Link>
  );
  return (
    <Page title={t("nav.overview")} actions={generateLink}>
      <SuspensionNotice />
      <QueryBoundary query={overview} rows={6}>
        {(data) => (
          <>
            <Balance overview={data} />
            <Checklist done={data.checklist} />
            {data.running.length > 0 && <Running generations={data.running} />}
            <Card title={t("overview.recent")}>
              {data.recent.length > 0 ? (
                <Gallery generations={data.recent} />
              ) : (
                <EmptyState
                  icon={Sparkles}
                  title={t("common.noImages")}
                  hint={t("common.noImagesHint")}
                >
                  {generateLink}
                </EmptyState>
              )}
            </Card>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Expiring expirations={data.expiring} />
              <div className="flex min-w-0 flex-col gap-6">
                <LastDay day={data.last_day} />
                <WebhookHealth webhooks={data.webhooks} />
              </div>
            </div>
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}

function Running({ generations }: { generations: Overview["running"] }) {
  const { t } = useTranslation();
  const more = generations.length > MAX_RUNNING && (
    <Link href="/generations" className="text-accent underline underline-offset-4">
      {t("overview.viewAllRunning")}
    </Link>
  );
  return (
    <Card title={t("overview.running")} actions={more}>
      <Gallery generations={generations.slice(0, MAX_RUNNING)} />
    </Card>
  );
}

function Balance({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [next] = overview.expiring;
  const creditsLink = (
    <Link href="/credits" className="text-accent underline underline-offset-4">
      {t("overview.viewGrants")}
    </Link>
  );
  return (
    <Stats
      items={[
        { name: t("balance.available"), value: overview.credits, hint: creditsLink },
        {
          name: t("balance.held"),
          value: overview.held,
          hint: t("balance.heldHint"),
        },
        {
          name: t("balance.nextToExpire"),
          value: next?.credits ?? 0,
          hint: next ? format.dateTime(next.expires_at) : t("balance.noneExpiring"),
        },
      ]}
    />
  );
}

function LastDay({ day }: { day: Overview["last_day"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const finished = day.succeeded + day.failed + day.blocked;
  const failing = day.failed + day.blocked;
  const errorRate = t("overview.errorRateValue", {
    failed: format.number(failing),
    ended: format.number(finished),
    share: format.percent(finished === 0 ? 0 : failing / finished),
  });
  return (
    <Card title={t("overview.lastDay")}>
      <DescriptionList
        items={[
          [t("overview.accepted"), format.number(day.accepted)],
          [t("overview.succeeded"), format.number(day.succeeded)],
          [t("overview.errorRate"), finished === 0 ? "–" : errorRate],
          [t("overview.charged"), format.number(day.credits)],
        ]}
      />
    </Card>
  );
}

function WebhookHealth({ webhooks }: { webhooks: Overview["webhooks"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { enabled, failing, disabled } = webhooks;
  const isBad = failing + disabled > 0;
  const isNone = enabled + disabled === 0;
  return (
    <Card
      title={t("nav.webhooks")}
      actions={
        <Badge tone={isNone ? "neutral" : isBad ? "bad" : "good"}>
          {t(
            isNone
              ? "common.noEndpoints"
              : isBad
                ? "overview.endpointsNeedAttention"
                : "overview.endpointsHealthy",
          )}
        </Badge>
      }
    >
      <DescriptionList
        items={[
          [t("overview.endpointsEnabled"), format.number(enabled)],
          [t("overview.endpointsFailing"), format.number(failing)],
          [t("overview.endpointsDisabled"), format.number(disabled)],
        ]}
      />
      <Link href="/webhooks" className="mt-4 inline-block text-accent underline underline-offset-4">
        {t("overview.viewEndpoints")}
      </Link>
    </Card>
  );
}
