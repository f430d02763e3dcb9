import { Meter } from "@base-ui/react/meter";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../parts/format.ts";
import { Card } from "../../parts/page.tsx";

/** What expires when, one bar a date; the longest is the most that expires at once. */
export function Expiring({ batches }: { batches: Schemas["Expiration"][] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...batches.map(({ credits }) => credits));
  return (
    <Card title={t("overview.expiring")} hint={t("credits.rule")}>
      {batches.length === 0 && <p className="text-ink-2">{t("credits.nextNone")}</p>}
      <div className="flex flex-col gap-3.5">
        {batches.slice(0, 8).map(({ credits, expires_at }) => (
          <Meter.Root
            key={expires_at}
            value={credits}
            max={most}
            className="grid grid-cols-2 gap-y-1.5"
          >
            <Meter.Label className="text-ink-2">{format.day(expires_at)}</Meter.Label>
            <Meter.Value className="text-right font-medium">
              {() => format.number(credits)}
            </Meter.Value>
            <Meter.Track className="col-span-2 h-2 rounded-full bg-sunken">
              <Meter.Indicator className="rounded-full bg-accent" />
            </Meter.Track>
          </Meter.Root>
        ))}
      </div>
    </Card>
  );
}
