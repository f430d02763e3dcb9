import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NotFound } from "./not-found.tsx";

/** The page of an unknown path. */
export function MissingPage() {
  const { t } = useTranslation();
  return <NotFound icon={Compass} title={t("notFound.title")} hint={t("notFound.hint")} />;
}
