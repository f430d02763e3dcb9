import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";

/** The credits per image of a scope. */
export type Price = Schemas["Price"];

/** Returns whether two prices have the same scope. */
export function isSamePriceScope(one: Price, other: Price): boolean {
  return (
    one.dialect === other.dialect &&
    one.model === other.model &&
    one.tier === other.tier &&
    one.quality === other.quality
  );
}

/** A change of the price list and its reason for the audit log. */
interface PriceChange {
  apply: (prices: Price[]) => Price[];
  reason: string;
}

/** Applies a change to the current list of the server, because other admins may have changed it. */
export function useUpdatePrices(
  onSuccess: () => void,
  isHandledByForm?: (error: unknown) => boolean,
) {
  return useApiMutation(
    async ({ apply, reason }: PriceChange) => {
      const { data, error } = await client.GET("/api/admin/prices");
      if (data === undefined) return { error };
      return client.PUT("/api/admin/prices", { body: { data: apply(data.data), reason } });
    },
    onSuccess,
    isHandledByForm,
  );
}

/** Returns the requests that a rejected change would leave without a price, as listed by the server. */
export function findUnpricedScope(error: unknown): string | undefined {
  return findFieldIssue(error, "data")?.match(/^leaves without a price: (.*)$/)?.[1];
}

/** Returns a function that formats the scope of a price. */
export function usePriceScopeText() {
  const { t } = useTranslation();
  return ({ dialect, model, tier, quality }: Price) => ({
    dialect: dialect === "*" ? t("admin.prices.everyApi") : t(`api.${dialect}`),
    model: model === "*" ? t("admin.prices.everyModel") : model,
    tier: tier === "*" ? t("admin.prices.everyTier") : tier,
    quality: quality === "*" ? t("admin.prices.everyQuality") : t(`parameter.value.${quality}`),
  });
}
