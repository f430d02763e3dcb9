import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useErrorText } from "../../components/error-notice.tsx";
import { useFormat } from "../../components/format.ts";
import {
  type GenerationDraft,
  type Draft,
  toApiRequest,
} from "../../components/request-from-draft.ts";

type Priced = Pick<Draft, "model" | "size" | "aspect_ratio" | "quality" | "n">;

/** Queries the price and the resolved size of a draft. */
export function useQuote(
  { model, size, aspect_ratio, quality, n }: Priced,
  dialect: Schemas["Dialect"] = "hub",
) {
  const body = {
    dialect,
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

/** The price of a draft, or why there is none. One live region, so that a change to either is announced. */
export function DraftPrice({ quote }: { quote: ReturnType<typeof useQuote> }) {
  const { data, error, isPlaceholderData } = quote;
  return (
    <div aria-live="polite" className="rounded-xl bg-sunken p-4">
      {error ? <QuoteError error={error} /> : <Price quote={data} isOutdated={isPlaceholderData} />}
    </div>
  );
}

function QuoteError({ error }: { error: unknown }) {
  const { title, details } = useErrorText()(error);
  return <p className="text-small text-bad user-text">{details ?? title}</p>;
}

interface PriceProps {
  quote: Schemas["Quote"] | undefined;
  /** Whether the quote is that of the former draft. Its price is then not shown. */
  isOutdated: boolean;
}

function Price({ quote, isOutdated }: PriceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-ink-2">{t("playground.price")}</span>
        <span className="text-large font-semibold">
          {quote && !isOutdated
            ? `${format.number(quote.credits)} ${t("balance.unit", { count: quote.credits })}`
            : "…"}
        </span>
      </div>
      {quote && (
        <p className="mt-1 text-small text-ink-3">
          {quote.size === "auto" ? quote.tier : quote.size.replace("x", " × ")} ·{" "}
          {t("playground.available", { credits: format.number(quote.available) })}
        </p>
      )}
      {quote?.enough === false && !isOutdated && (
        <p className="mt-1 text-small font-medium text-bad">{t("playground.notEnough")}</p>
      )}
    </>
  );
}

interface SnippetPriceProps {
  draft: Draft;
  /** The size of the draft's quote. */
  size: string | undefined;
  dialect: Schemas["Dialect"];
}

/** The price of the code panel's request, if its API is not the Image Hub API. */
export function SnippetPrice({ draft, size, dialect }: SnippetPriceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, isPlaceholderData } = useQuote(toPriced(dialect, { draft, size }), dialect);
  const quote = isPlaceholderData ? undefined : data;
  return (
    <div aria-live="polite" className="mb-3 text-ink-2 empty:mb-0">
      {dialect === "hub" ? undefined : error ? (
        <QuoteError error={error} />
      ) : (
        t("playground.snippetPrice", {
          count: quote?.credits ?? 0,
          credits: quote ? format.number(quote.credits) : "…",
          unit: quote ? format.number(quote.unit_credits) : "…",
        })
      )}
    </div>
  );
}

/** Returns the priced parameters as an API receives them. Most APIs have neither tiers nor ratios. */
function toPriced(dialect: Schemas["Dialect"], source: GenerationDraft): Priced {
  if (dialect === "hub") return source.draft;
  const { size, quality, n } = toApiRequest(dialect, source).fields;
  // The values come from the draft.
  return { model: source.draft.model, ...({ size, quality, n } as Omit<Priced, "model">) };
}
