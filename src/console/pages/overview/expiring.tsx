import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { BarChart } from "../../components/bar-chart.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { useFormat } from "../../components/format.ts";
import { Card } from "../../components/page.tsx";

type Batch = Schemas["Expiration"];

// Further dates are in the list of batches.
const DATES = 8;

/** What expires when: a bar for each date, and the same in words. */
export function Expiring({ batches }: { batches: Batch[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = sumByDay(batches).slice(0, DATES);
  const [at, setAt] = useState<number>();
  return (
    <Card title={t("overview.expiring")} hint={t("credits.rule")}>
      {days.length === 0 ? (
        <p className="text-ink-2">{t("credits.nextNone")}</p>
      ) : (
        <>
          <BarChart
            label={t("overview.expiring")}
            names={days.map(({ expires_at }) => format.shortDay(expires_at))}
            series={[{ name: t("nav.credits"), values: days.map(({ credits }) => credits) }]}
            onPoint={setAt}
          />
          <div className="mt-4">
            <DescriptionList
              of={days.map(({ credits, expires_at }, index) => [
                format.day(expires_at),
                <span key="credits" className={at === index ? "text-accent" : ""}>
                  {format.number(credits)} {t("credits.unit")}
                </span>,
              ])}
            />
          </div>
        </>
      )}
    </Card>
  );
}

/** Batches that end on the same day of this place are one bar. */
function sumByDay(batches: Batch[]): Batch[] {
  const byDay = Map.groupBy(batches, ({ expires_at }) => new Date(expires_at).toDateString());
  return [...byDay.values()].flatMap((same) => {
    const credits = same.reduce((sum, each) => sum + each.credits, 0);
    return same.slice(0, 1).map(({ expires_at }) => ({ expires_at, credits }));
  });
}
