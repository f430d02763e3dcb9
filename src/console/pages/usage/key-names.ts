import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { UsageEntry } from "./series.ts";

/** Returns the key ID of an entry as used by the API and the URL. */
export function toKeyId({ key_id }: UsageEntry): string {
  return key_id ?? "none";
}

/** Returns a function that formats the key of an entry: its label or its abbreviated secret. */
export function useKeyNames(): (entry: UsageEntry) => string {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys");
  const shown = new Map(
    (keys.data?.data ?? []).map((key) => [key.id, `${key.prefix}…${key.last_four}`]),
  );
  return ({ key_id, key_label }) => {
    if (key_id === null) return t("nav.playground");
    return key_label ?? shown.get(key_id) ?? t("key.unnamed");
  };
}
