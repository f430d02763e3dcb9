import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client.ts";

/** Returns whether the plan of the signed-in account excludes an API. */
export function useIsRestricted(dialect: Schemas["Dialect"]): boolean {
  const account = api.useQuery("get", "/api/account");
  return account.data?.closed_dialects.includes(dialect) ?? false;
}

/** A notice that the plan excludes an API. Renders nothing if the plan includes it. */
export function PlanRestriction({ dialect }: { dialect: Schemas["Dialect"] }) {
  const { t } = useTranslation();
  const account = api.useQuery("get", "/api/account");
  const isRestricted = useIsRestricted(dialect);
  if (!isRestricted) return undefined;
  const values = { plan: account.data?.plan.name, api: t(`api.${dialect}`) };
  return (
    <div role="note" className="flex items-start gap-3 rounded-xl bg-warn-soft p-4">
      <Lock size={18} aria-hidden className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-medium">{t("planRestriction.title", values)}</p>
        <p className="text-small text-ink-2">{t("planRestriction.hint", values)}</p>
      </div>
    </div>
  );
}
