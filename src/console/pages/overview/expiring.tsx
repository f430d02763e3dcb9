import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { BarChart } from "../../components/bar-chart.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { useFormat } from "../../components/format.ts";
import { Card } from "../../components/page.tsx";
import { type ExpirationBucket, toExpirationBuckets } from "./expiration-buckets.ts";

type Expiration = Schemas["Expiration"];

// Further dates are on the credits page.
const DATES = 8;

/** Expiring credits on a time axis, and as a list of days. */
export function Expiring({ expirations }: { expirations: Expiration[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [now] = useState(() => new Date());
  const days = sumByDay(expirations).slice(0, DATES);
  const buckets = toExpirationBuckets(days, now);
  const [hovered, setHovered] = useState<number>();
  return (
    <Card title={t("overview.expiring")} hint={t("balance.spendingOrder")}>
      {days.length === 0 ? (
        <p className="text-ink-2">{t("balance.noneExpiring")}</p>
      ) : (
        <>
          <BarChart
            label={t("overview.expiring")}
            names={buckets.map(({ unit, start }) => format.period[unit](start.toISOString()))}
            series={[{ name: t("nav.credits"), values: buckets.map(({ credits }) => credits) }]}
            onHover={setHovered}
          />
          <div className="mt-4">
            <DescriptionList
              items={days.map((day) => [
                format.day(day.expires_at),
                <span
                  key="credits"
                  className={isInside(day, buckets, hovered) ? "text-accent" : ""}
                >
                  {format.number(day.credits)} {t("balance.unit", { count: day.credits })}
                </span>,
              ])}
            />
          </div>
        </>
      )}
    </Card>
  );
}

/** Returns whether a day is in the hovered period. */
function isInside(
  { expires_at }: Expiration,
  buckets: ExpirationBucket[],
  hovered: number | undefined,
): boolean {
  if (hovered === undefined) return false;
  const time = Date.parse(expires_at);
  return buckets.findLastIndex(({ start }) => start.getTime() <= time) === hovered;
}

/** Sums the expirations of each local day. */
function sumByDay(expirations: Expiration[]): Expiration[] {
  const byDay = Map.groupBy(expirations, ({ expires_at }) => new Date(expires_at).toDateString());
  return [...byDay.values()].flatMap((group) => {
    const credits = group.reduce((sum, each) => sum + each.credits, 0);
    return group.slice(0, 1).map(({ expires_at }) => ({ expires_at, credits }));
  });
}
