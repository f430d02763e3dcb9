import { Images, LayoutGrid, Rows3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Redirect } from "wouter";
import { api } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { Gallery } from "../../components/gallery.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { GenerationFilterForm, useGenerationFilters } from "./generation-filters.tsx";
import { GenerationTable } from "./generation-table.tsx";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The generations of the account, as a gallery or a table. */
export function GenerationsPage() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const isTable = urlState.get("view") === "table";
  const query = useGenerationFilters();
  const { cursor, limit, ...filters } = query;
  const { text = "" } = filters;
  const isFiltered = Object.keys(filters).length > 0;
  const generations = api.useQuery("get", "/api/account/generations", { params: { query } });
  if (ID.test(text)) return <Redirect to={`/generations/${text}`} replace />;
  return (
    <Page title={t("nav.generations")} actions={<ViewButton isTable={isTable} />}>
      <GenerationFilterForm />
      <Card flush>
        <QueryBoundary query={generations} rows={6}>
          {({ data, next_cursor }) => (
            <>
              {data.length === 0 && (
                <NoGenerations
                  isFiltered={isFiltered || cursor !== undefined}
                  isEnd={next_cursor === null}
                />
              )}
              {data.length > 0 && isTable && <GenerationTable generations={data} />}
              {data.length > 0 && !isTable && (
                <div className="p-5">
                  <Gallery generations={data} />
                </div>
              )}
              {next_cursor !== null && data.length > 0 && data.length < limit && (
                <p className="px-5 pt-2 text-small text-ink-2">{t("generations.partial")}</p>
              )}
              <Pager next={next_cursor} />
            </>
          )}
        </QueryBoundary>
      </Card>
    </Page>
  );
}

/** Switches between gallery and table. Both show the same part of the list. */
function ViewButton({ isTable }: { isTable: boolean }) {
  const { t } = useTranslation();
  const { previousCursors, ...urlState } = useUrlState();
  const view = isTable ? undefined : "table";
  return (
    <Button
      icon={isTable ? LayoutGrid : Rows3}
      onClick={() => urlState.set({ view, cursor: urlState.get("cursor") }, previousCursors)}
    >
      {isTable ? t("generations.asGallery") : t("generations.asTable")}
    </Button>
  );
}

interface NoGenerationsProps {
  isFiltered: boolean;
  /** Whether the whole history was searched. */
  isEnd: boolean;
}

function NoGenerations({ isFiltered, isEnd }: NoGenerationsProps) {
  const { t } = useTranslation();
  if (!isEnd)
    return (
      <EmptyState
        icon={Images}
        title={t("generations.noneYet")}
        hint={t("generations.noneYetHint")}
      />
    );
  if (isFiltered)
    return (
      <EmptyState icon={Images} title={t("common.noResults")} hint={t("common.noResultsHint")}>
        <Link href="/generations" className={buttonClass()}>
          {t("common.clearFilters")}
        </Link>
      </EmptyState>
    );
  return (
    <EmptyState icon={Images} title={t("common.noImages")} hint={t("common.noImagesHint")}>
      <Link href="/playground" className={buttonClass("primary")}>
        {t("common.generateImage")}
      </Link>
    </EmptyState>
  );
}
