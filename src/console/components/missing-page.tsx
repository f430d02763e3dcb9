import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DeadEnd } from "./not-found.tsx";

/** Stands where an address leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return <DeadEnd icon={Compass} title={t("lost.title")} hint={t("lost.hint")} />;
}
