import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { buttonClass } from "./button.tsx";
import { Card, Empty, type EmptyProps, Page } from "./page.tsx";

/** A page that explains why there is no content and links to the overview. */
export function NotFound({ icon, title, hint }: Pick<EmptyProps, "icon" | "title" | "hint">) {
  const { t } = useTranslation();
  return (
    <Page title={title}>
      <Card>
        <Empty icon={icon} title={title} hint={hint}>
          <Link href="/" className={buttonClass("primary")}>
            {t("notFound.home")}
          </Link>
        </Empty>
      </Card>
    </Page>
  );
}
