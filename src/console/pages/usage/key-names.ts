import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { UsageEntry } from "./series.ts";

/** Returns the key ID of an entry as used by the API and the URL. */
export function toKeyId({ key_id }: UsageEntry): string {
  return key_id ?? "none";
}

/** Returns a function that formats the key of an entry: its label, its shortened secret, or both. */
export function useKeyNames(): (entry: UsageEntry) => string {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys");
  const all = keys.data?.data ?? [];
  const shortened = new Map(all.map((key) => [key.id, `${key.prefix}…${key.last_four}`]));
  const isShared = (label: string) => all.filter((key) => key.label === label).length > 1;
  return ({ key_id, key_label }) => {
    if (key_id === null) return t("nav.playground");
    const secret = shortened.get(key_id);
    if (key_label === null) return secret ?? t("key.unnamed");
    return secret !== undefined && isShared(key_label) ? `${key_label} (${secret})` : key_label;
  };
}
