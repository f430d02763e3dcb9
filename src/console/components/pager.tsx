import { useTranslation } from "react-i18next";
import { useUrlState } from "./url-state.ts";
import { Button } from "./button.tsx";

/** Buttons for the pages of a list. The current page is stored in the URL. */
export function Pager({ next }: { next: string | null }) {
  const { t } = useTranslation();
  const { previousCursors, ...urlState } = useUrlState();
  const cursor = urlState.get("cursor");
  const isFirst = cursor === undefined;
  const previous = previousCursors.at(-1);
  if (isFirst && next === null) return undefined;
  const older = () =>
    urlState.set({ cursor: next ?? undefined }, [...previousCursors, cursor ?? ""]);
  return (
    <nav aria-label={t("pager.label")} className="flex flex-wrap justify-between gap-2 px-5 py-4">
      <div className="flex gap-2">
        <Button disabled={isFirst} onClick={() => urlState.set({ cursor: undefined })}>
          {t("pager.newest")}
        </Button>
        <Button
          disabled={isFirst || previous === undefined}
          onClick={() => urlState.set({ cursor: previous }, previousCursors.slice(0, -1))}
        >
          {t("pager.newer")}
        </Button>
      </div>
      <Button disabled={next === null} onClick={older}>
        {t("pager.older")}
      </Button>
    </nav>
  );
}
