import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { dialects } from "../../components/snippets.ts";

/** What one image of a kind costs. */
export type Price = Schemas["Price"];

/** Whether two prices are for the same kind of image. */
export function isSamePlace(one: Price, other: Price): boolean {
  return (
    one.dialect === other.dialect &&
    one.model === other.model &&
    one.tier === other.tier &&
    one.quality === other.quality
  );
}

/** Changes the list as it is on the server at that moment, which other admins may have changed too. */
export function useWritePrices(then: () => void, isShown?: (error: unknown) => boolean) {
  return useApiMutation(
    async (change: (prices: Price[]) => Price[]) => {
      const { data, error } = await client.GET("/api/admin/prices");
      if (data === undefined) return { error };
      return client.PUT("/api/admin/prices", { body: { data: change(data.data) } });
    },
    then,
    isShown,
  );
}

/** Returns what a refused change would leave without a price, as the server lists it. */
export function unpricedOf(error: unknown): string | undefined {
  return findFieldIssue(error, "data")?.match(/^leaves without a price: (.*)$/)?.[1];
}

/** Tells for people what a price is for. */
export function usePlaceWords() {
  const { t } = useTranslation();
  return ({ dialect, model, tier, quality }: Price) => ({
    dialect: dialect === "*" ? t("admin.prices.everyApi") : dialects[dialect],
    model: model === "*" ? t("admin.prices.everyModel") : model,
    tier: tier === "*" ? t("admin.prices.everyTier") : tier,
    quality: quality === "*" ? t("admin.prices.everyQuality") : t(`admin.quality.${quality}`),
  });
}
