import { Form } from "@base-ui/react/form";
import { Sparkles } from "lucide-react";
import {
  type ComponentProps,
  type FormEvent,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useGeneration } from "../../api/use-generation.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { ApiSnippets } from "../../components/api-snippets.tsx";
import { PlanRestriction, useIsRestricted } from "../../components/plan-restriction.tsx";
import { SuspensionNotice } from "../../components/suspension-notice.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { GenerationImages, Receipt } from "../../components/generation-view.tsx";
import { MAX_IMAGES_PER_REQUEST, type Draft } from "../../components/request-from-draft.ts";
import { useKeptRequest } from "./use-kept-request.ts";
import { type Rerun, useRerun } from "./rerun.ts";
import { useCreateGeneration } from "./use-create-generation.ts";
import { SnippetPrice, DraftPrice, useQuote } from "./draft-price.tsx";
import { ReferenceImagesField } from "./reference-images-field.tsx";
import { GenerationFields } from "./generation-fields.tsx";

/** The page to try a model, with the price of the request. */
export function PlaygroundPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const rerunId = params.get("again") ?? undefined;
  const models = api.useQuery("get", "/api/account/models");
  const rerun = useRerun(rerunId);
  return (
    <Page title={t("nav.playground")} hint={t("playground.hint")}>
      <QueryBoundary query={models} rows={6}>
        {({ data: [first, ...others] }) =>
          first === undefined ? (
            <Card>
              <EmptyState
                icon={Sparkles}
                title={t("common.noModels")}
                hint={t("playground.noneHint")}
              />
            </Card>
          ) : (
            <QueryBoundary query={rerun} rows={6}>
              {(initial) => (
                <Workbench key={rerunId} models={[first, ...others]} initial={initial} />
              )}
            </QueryBoundary>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

interface WorkbenchProps {
  models: [Schemas["ModelCard"], ...Schemas["ModelCard"][]];
  /** The request of an earlier generation, for "Run again". */
  initial: Rerun | null;
}

function Workbench({ models, initial }: WorkbenchProps) {
  const [run, setRun] = useRunParameter();
  const empty = { draft: toEmptyDraft(models[0]), files: [] };
  const { requested, setRequested, files, setFiles } = useKeptRequest(initial, empty);
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const limit = MAX_IMAGES_PER_REQUEST[dialect];
  const [draft, model] = limitDraft(models, requested, limit);
  const [deferredDraft] = limitDraft(models, useDeferredValue(requested), limit);
  // The other files stay in the field, in case another model is chosen.
  const usedFiles = files.slice(0, model.reference_image_limit);
  const quote = useQuote(deferredDraft);
  const create = useCreateGeneration(setRun);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ draft, files: usedFiles });
  };
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Form onSubmit={submit} className="rounded-2xl border border-line bg-card p-5">
          <div className="flex flex-col gap-4">
            <GenerationFields
              models={models}
              model={model}
              draft={draft}
              dialect={dialect}
              onChange={setRequested}
            />
            <ReferenceImagesField
              files={files}
              max={model.reference_image_limit}
              onChange={setFiles}
            />
            {initial?.isOverlayOmitted && <OmittedOverlayNotice />}
            <DraftPrice quote={quote} />
            <GenerateButton busy={create.isPending} />
          </div>
        </Form>
        {run ? <Result key={run} id={run} /> : <NoResult />}
      </div>
      <CodePanel
        draft={draft}
        files={usedFiles.map(({ name }) => name)}
        size={quote.data?.size}
        dialect={dialect}
        onDialect={setDialect}
      />
    </>
  );
}

function OmittedOverlayNotice() {
  const { t } = useTranslation();
  return (
    <p role="note" className="rounded-xl bg-warn-soft px-4 py-3 text-small">
      {t("playground.omittedOverlay")}
    </p>
  );
}

/** Returns the ID in the URL of the generation whose result is shown, and a function that changes it. */
function useRunParameter(): [string | null, (id: string) => void] {
  const [params, setParams] = useSearchParams();
  const setRun = (id: string) => setParams((now) => ({ ...Object.fromEntries(now), run: id }));
  return [params.get("run"), setRun];
}

/** The submit button. The playground uses the Image Hub API's prices and needs a plan that includes it. */
function GenerateButton({ busy }: { busy: boolean }) {
  const { t } = useTranslation();
  const isRestricted = useIsRestricted("hub");
  return (
    <>
      <PlanRestriction dialect="hub" />
      <SuspensionNotice />
      <Button type="submit" variant="primary" icon={Sparkles} busy={busy} disabled={isRestricted}>
        {t("playground.generate")}
      </Button>
    </>
  );
}

/** The request as code, with its price in the chosen API. */
function CodePanel({ draft, ...rest }: ComponentProps<typeof ApiSnippets>) {
  const { t } = useTranslation();
  const example = draft.prompt === "" ? { ...draft, prompt: t("parameter.promptExample") } : draft;
  return (
    <Card title={t("playground.code")}>
      <SnippetPrice draft={draft} size={rest.size} dialect={rest.dialect} />
      <ApiSnippets {...rest} draft={example} />
    </Card>
  );
}

/** Limits a draft to the available models and to the limits of the model and the chosen API. */
function limitDraft(
  models: WorkbenchProps["models"],
  requested: Draft,
  limit: number,
): [Draft, Schemas["ModelCard"]] {
  const model = models.find(({ id }) => id === requested.model) ?? models[0];
  const n = Math.min(requested.n ?? 1, model.max_images, limit);
  return [{ ...requested, model: model.id, n }, model];
}

function toEmptyDraft({ id, default: defaults }: Schemas["ModelCard"]): Draft {
  return {
    model: id,
    prompt: "",
    aspect_ratio: defaults.aspect_ratio,
    quality: defaults.quality,
    n: 1,
    output_format: "png",
  };
}

function NoResult() {
  const { t } = useTranslation();
  return (
    <Card>
      <EmptyState
        icon={Sparkles}
        title={t("playground.noResult")}
        hint={t("playground.noResultHint")}
      />
    </Card>
  );
}

function Result({ id }: { id: string }) {
  const { t } = useTranslation();
  const generation = useGeneration(id);
  const start = useRef<HTMLDivElement>(null);
  // The button is below the result on wide screens and above it on phones.
  useEffect(() => {
    void start.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div className="relative flex min-w-0 flex-col gap-6">
      <div ref={start} aria-hidden className="absolute inset-x-0 top-0 h-64 scroll-my-20" />
      <QueryBoundary query={generation}>
        {(data) => (
          <>
            <Card>
              <GenerationImages generation={data} />
            </Card>
            <Receipt generation={data} />
            <Link href={`/generations/${id}`} className={`${buttonClass()} self-start`}>
              {t("playground.viewDetails")}
            </Link>
          </>
        )}
      </QueryBoundary>
    </div>
  );
}
