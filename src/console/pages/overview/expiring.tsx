import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { BarChart } from "../../components/bar-chart.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { useFormat } from "../../components/format.ts";
import { Card } from "../../components/page.tsx";

type Expiration = Schemas["Expiration"];

// Further dates are on the credits page.
const DATES = 8;

/** Expiring credits by day, as a chart and as a list. */
export function Expiring({ expirations }: { expirations: Expiration[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = sumByDay(expirations).slice(0, DATES);
  const [hovered, setHovered] = useState<number>();
  return (
    <Card title={t("overview.expiring")} hint={t("balance.spendingOrder")}>
      {days.length === 0 ? (
        <p className="text-ink-2">{t("balance.noneExpiring")}</p>
      ) : (
        <>
          <BarChart
            label={t("overview.expiring")}
            names={days.map(({ expires_at }) => format.shortDay(expires_at))}
            series={[{ name: t("nav.credits"), values: days.map(({ credits }) => credits) }]}
            onHover={setHovered}
          />
          <div className="mt-4">
            <DescriptionList
              items={days.map(({ credits, expires_at }, index) => [
                format.day(expires_at),
                <span key="credits" className={hovered === index ? "text-accent" : ""}>
                  {format.number(credits)} {t("balance.unit")}
                </span>,
              ])}
            />
          </div>
        </>
      )}
    </Card>
  );
}

/** Sums the expirations of each local day. */
function sumByDay(expirations: Expiration[]): Expiration[] {
  const byDay = Map.groupBy(expirations, ({ expires_at }) => new Date(expires_at).toDateString());
  return [...byDay.values()].flatMap((group) => {
    const credits = group.reduce((sum, each) => sum + each.credits, 0);
    return group.slice(0, 1).map(({ expires_at }) => ({ expires_at, credits }));
  });
}
