import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUrlState } from "../../components/url-state.ts";
import { type BarSeries, FILLS } from "../../components/bar-series.ts";
import { BarChart } from "../../components/bar-chart.tsx";
import { SelectField } from "../../components/field.tsx";
import { useFormat } from "../../components/format.ts";
import { Card } from "../../components/page.tsx";
import { useKeyNames } from "./key-names.ts";
import { listDays, type UsageMeasure, toSeries, type UsageEntry } from "./series.ts";

interface UsageViewProps {
  period: { from: string; to: string };
  entries: UsageEntry[];
}

/** A stacked bar per day, of credits or images, by model or key. */
export function UsageChart({ period, entries }: UsageViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const urlState = useUrlState();
  const toKeyName = useKeyNames();
  const measure: UsageMeasure = urlState.get("show") === "images" ? "images" : "credits";
  const byKey = urlState.get("by") === "key";
  const days = listDays(period);
  const series = toSeries(days, entries, {
    measure,
    toName: byKey ? toKeyName : ({ model }) => model,
    otherName: t("usage.other"),
  });
  const [hovered, setHovered] = useState<number>();
  const title = t(`usage.perDay.${measure}`);
  const span = `${format.utcDate(period.from)} – ${format.utcDate(period.to)}`;
  const day = hovered === undefined ? undefined : days[hovered];
  return (
    <Card
      title={title}
      hint={t("usage.utc")}
      actions={<ChartOptions measure={measure} byKey={byKey} />}
    >
      <Legend
        series={series}
        hovered={hovered}
        period={day === undefined ? span : format.utcDate(day)}
      />
      <BarChart
        label={t("usage.chart", { title, span })}
        names={days.map(format.utcDay)}
        series={series}
        onHover={setHovered}
      />
    </Card>
  );
}

function ChartOptions({ measure, byKey }: { measure: UsageMeasure; byKey: boolean }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  return (
    <div className="flex flex-wrap gap-2">
      <SelectField
        label={t("usage.show")}
        value={measure}
        options={[
          ["credits", t("nav.credits")],
          ["images", t("usage.images")],
        ]}
        onChange={({ target }) => urlState.set({ show: target.value })}
      />
      <SelectField
        label={t("usage.groupBy")}
        value={byKey ? "key" : "model"}
        options={[
          ["model", t("parameter.model")],
          ["key", t("common.key")],
        ]}
        onChange={({ target }) => urlState.set({ by: target.value })}
      />
    </div>
  );
}

interface LegendProps {
  series: BarSeries[];
  /** The index of the hovered day. Undefined shows the totals. */
  hovered: number | undefined;
  period: string;
}

function Legend({ series, hovered, period }: LegendProps) {
  const format = useFormat();
  const items = series.map(({ name, values }, index) => ({
    name,
    fill: FILLS[index] ?? "",
    value:
      hovered === undefined ? values.reduce((sum, each) => sum + each, 0) : (values[hovered] ?? 0),
  }));
  return (
    <div className="mb-4 flex flex-wrap gap-x-6 gap-y-1 text-small">
      <p className="text-ink-3">{period}</p>
      <ul className="flex min-w-0 flex-wrap gap-x-6 gap-y-1">
        {items.map(({ name, fill, value }, index) => (
          <li key={index} className="flex min-w-0 items-center gap-2">
            <svg width={10} height={10} aria-hidden className="shrink-0">
              <rect width={10} height={10} rx={2} className={fill} />
            </svg>
            <span className="truncate text-ink-2">{name}</span>
            <strong className="font-medium">{format.number(value)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
