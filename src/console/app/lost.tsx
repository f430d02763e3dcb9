import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { buttonClass } from "../parts/button.tsx";
import { Card, Empty, Page } from "../parts/page.tsx";

/** Stands where an address leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <Page title={t("lost.title")}>
      <Card>
        <Empty icon={Compass} title={t("lost.title")} hint={t("lost.hint")}>
          <Link href="/" className={buttonClass("primary")}>
            {t("lost.home")}
          </Link>
        </Empty>
      </Card>
    </Page>
  );
}
