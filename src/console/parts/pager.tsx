import { useTranslation } from "react-i18next";
import { useAddress } from "./address.ts";
import { Button } from "./button.tsx";

/** Turns the pages of a list; which one is open stands in the address. */
export function Pager({ next }: { next: string | null }) {
  const { t } = useTranslation();
  const address = useAddress();
  const isFirst = address.get("cursor") === undefined;
  if (isFirst && next === null) return undefined;
  return (
    <nav aria-label={t("pager.label")} className="flex justify-between gap-2 px-5 py-4">
      <Button disabled={isFirst} onClick={() => address.set({ cursor: undefined })}>
        {t("pager.newest")}
      </Button>
      <Button disabled={next === null} onClick={() => address.set({ cursor: next ?? undefined })}>
        {t("pager.older")}
      </Button>
    </nav>
  );
}
