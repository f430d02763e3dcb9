import { ChartColumn } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { readErrorCode } from "../../api/errors.ts";
import { useUrlState } from "../../components/url-state.ts";
import { buttonClass } from "../../components/button.tsx";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { UsageFilterForm } from "./usage-filters.tsx";
import { toKeyId, useKeyNames } from "./key-names.ts";
import { sumUsage, type UsageEntry } from "./series.ts";
import { UsageChart } from "./usage-chart.tsx";
import { UsageTable } from "./usage-table.tsx";

/** Images and credits by day, model and key. */
export function UsagePage() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const [from, to] = [urlState.get("from"), urlState.get("to")];
  const toKeyName = useKeyNames();
  const query = { ...(from && { from }), ...(to && { to }) };
  const usage = api.useQuery("get", "/api/account/usage", { params: { query } });
  const entries = usage.data?.data ?? [];
  const keys = new Map(entries.map((entry) => [toKeyId(entry), toKeyName(entry)]));
  return (
    <Page title={t("nav.usage")} hint={t("usage.hint")}>
      <UsageFilterForm
        from={from ?? usage.data?.from ?? ""}
        to={to ?? usage.data?.to ?? ""}
        models={[...new Set(entries.map(({ model }) => model))]}
        keys={[...keys]}
      />
      {readErrorCode(usage.error) === "invalid_request" ? (
        <NoUsage title={t("usage.invalidPeriod")} hint={t("usage.invalidPeriodHint")} />
      ) : (
        <QueryBoundary query={usage} rows={8}>
          {(data) => <Report usage={data} />}
        </QueryBoundary>
      )}
    </Page>
  );
}

function Report({ usage }: { usage: Schemas["Usage"] }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const [model, key] = [urlState.get("model"), urlState.get("key")];
  const entries = usage.data.filter(
    (entry) => (!model || entry.model === model) && (!key || toKeyId(entry) === key),
  );
  if (entries.length === 0) {
    const hint = usage.data.length > 0 ? "common.noResultsHint" : "usage.noneHint";
    return <NoUsage title={t("usage.none")} hint={t(hint)} />;
  }
  return (
    <>
      <Totals entries={entries} />
      <UsageChart period={usage} entries={entries} />
      <UsageTable period={usage} entries={entries} />
    </>
  );
}

function Totals({ entries }: { entries: UsageEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { credits, images, generations, failed } = sumUsage(entries);
  const each = images === 0 ? undefined : Math.round((10 * credits) / images) / 10;
  return (
    <Stats
      items={[
        {
          name: t("usage.charged"),
          value: credits,
          hint:
            each === undefined
              ? ""
              : t("usage.average", { count: each, credits: format.number(each) }),
        },
        {
          name: t("usage.images"),
          value: images,
          unit: "",
          hint: t("usage.imagesHint"),
        },
        {
          name: t("usage.generations"),
          value: generations,
          unit: "",
          hint: t("usage.failed", { count: failed, failed: format.number(failed) }),
        },
      ]}
    />
  );
}

function NoUsage({ title, hint }: { title: string; hint: string }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const isNarrowed = ["from", "to", "model", "key"].some((name) => urlState.get(name));
  return (
    <Card>
      <EmptyState icon={ChartColumn} title={title} hint={hint}>
        {isNarrowed && (
          <Link href="/usage" className={buttonClass()}>
            {t("common.clearFilters")}
          </Link>
        )}
        <Link href="/playground" className={buttonClass("primary")}>
          {t("common.generateImage")}
        </Link>
      </EmptyState>
    </Card>
  );
}
