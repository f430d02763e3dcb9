import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { buttonClass } from "./button.tsx";
import { Card, EmptyState, type EmptyStateProps, Page } from "./page.tsx";

/** A page that explains why there is no content and links to the overview. */
export function NotFound({
  icon,
  title,
  hint,
}: Pick<EmptyStateProps, "icon" | "hint"> & { title: string }) {
  const { t } = useTranslation();
  return (
    <Page title={title}>
      <Card>
        <EmptyState icon={icon} hint={hint}>
          <Link href="/" className={buttonClass("primary")}>
            {t("notFound.home")}
          </Link>
        </EmptyState>
      </Card>
    </Page>
  );
}
