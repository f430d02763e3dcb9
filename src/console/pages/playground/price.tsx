import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { useFaultWords } from "../../parts/faults.tsx";
import { useFormat } from "../../parts/format.ts";
import type { Wish } from "../../parts/requests.ts";

/** Asks what a wish costs, and what it resolves to, whenever it changes. */
export function useQuote({ model, size, aspect_ratio, quality, n }: Wish) {
  const body = {
    model,
    ...(size && { size }),
    ...(aspect_ratio && { aspect_ratio }),
    ...(quality && { quality }),
    ...(n && { n }),
  };
  return api.useQuery(
    "post",
    "/api/account/quote",
    { body },
    { placeholderData: keepPreviousData },
  );
}

/** What the wish will cost, before anything is sent. */
export function Price({ quote: { data, error } }: { quote: ReturnType<typeof useQuote> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsFor = useFaultWords();
  if (error) {
    const { title, details } = wordsFor(error);
    return <p className="text-small text-bad reading">{details ?? title}</p>;
  }
  return (
    <div aria-live="polite" className="rounded-xl bg-sunken p-4">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-ink-2">{t("playground.price")}</span>
        <span className="text-large font-semibold">
          {data ? `${format.number(data.credits)} ${t("credits.unit")}` : "…"}
        </span>
      </div>
      {data && (
        <p className="mt-1 text-small text-ink-3">
          {data.size === "auto" ? data.tier : data.size} ·{" "}
          {t("playground.available", { credits: format.number(data.available) })}
        </p>
      )}
      {data?.enough === false && (
        <p className="mt-1 text-small font-medium text-bad">{t("playground.notEnough")}</p>
      )}
    </div>
  );
}
