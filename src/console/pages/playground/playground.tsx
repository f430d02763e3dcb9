import { Sparkles } from "lucide-react";
import { type ComponentProps, type FormEvent, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useGeneration } from "../../api/watch.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { ApiSnippets } from "../../components/api-snippets.tsx";
import { PlanRestriction, useIsRestricted } from "../../components/plan-restriction.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Empty, Page } from "../../components/page.tsx";
import { GenerationImages, Receipt } from "../../components/generation-view.tsx";
import { MOST_IMAGES, type Draft } from "../../components/request-from-draft.ts";
import { type Order, useDraftOf } from "./rerun.ts";
import { createGeneration } from "./create.ts";
import { CallPrice, Price, useQuote } from "./price.tsx";
import { References } from "./references.tsx";
import { GenerationFields } from "./generation-fields.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";

/** A place to try the models, with the price in sight. */
export function Playground() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const again = params.get("again") ?? undefined;
  const models = api.useQuery("get", "/api/account/models");
  const order = useDraftOf(again);
  return (
    <Page title={t("nav.playground")} hint={t("playground.hint")}>
      <QueryBoundary query={models} rows={6}>
        {({ data: [first, ...others] }) =>
          first === undefined ? (
            <Card>
              <Empty icon={Sparkles} title={t("playground.none")} hint={t("playground.noneHint")} />
            </Card>
          ) : (
            <QueryBoundary query={order} rows={6}>
              {(start) => <Workbench key={again} models={[first, ...others]} start={start} />}
            </QueryBoundary>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

interface BenchProps {
  models: [Schemas["ModelCard"], ...Schemas["ModelCard"][]];
  /** What was asked for before and is to be asked for again. */
  start: Order | null;
}

function Workbench({ models, start }: BenchProps) {
  const [params, setParams] = useSearchParams();
  const [files, setFiles] = useState(start?.files ?? []);
  const [wanted, setWish] = useState(start?.wish ?? blankFor(models[0]));
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const limit = MOST_IMAGES[dialect];
  const [wish, model] = within(models, wanted, limit);
  const [asked] = within(models, useDeferredValue(wanted), limit);
  const quote = useQuote(asked);
  const create = useApiMutation(createGeneration, ({ id }) =>
    setParams((now) => ({ ...Object.fromEntries(now), run: id })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ wish, files });
  };
  const run = params.get("run");
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <form onSubmit={submit} className="rounded-2xl border border-line bg-card p-5">
          <div className="flex flex-col gap-4">
            <GenerationFields
              models={models}
              model={model}
              wish={wish}
              dialect={dialect}
              onChange={setWish}
            />
            <References files={files} most={model.reference_image_limit} onChange={setFiles} />
            <Price quote={quote} />
            <Go busy={create.isPending} />
          </div>
        </form>
        {run ? <Outcome key={run} id={run} /> : <Canvas />}
      </div>
      <CodePanel
        wish={wish}
        files={files.map(({ name }) => name)}
        size={quote.data?.size}
        dialect={dialect}
        onDialect={setDialect}
      />
    </>
  );
}

/** Sends the request, unless the plan leaves out the API whose prices the playground has. */
function Go({ busy }: { busy: boolean }) {
  const { t } = useTranslation();
  const isClosed = useIsRestricted("hub");
  return (
    <>
      <PlanRestriction dialect="hub" />
      <Button type="submit" look="primary" icon={Sparkles} busy={busy} disabled={isClosed}>
        {t("playground.go")}
      </Button>
    </>
  );
}

/** The same request as code, with the price of that API. */
function CodePanel({ wish, ...rest }: ComponentProps<typeof ApiSnippets>) {
  const { t } = useTranslation();
  const shown = wish.prompt === "" ? { ...wish, prompt: t("playground.promptHint") } : wish;
  return (
    <Card title={t("playground.code")}>
      <CallPrice wish={wish} size={rest.size} dialect={rest.dialect} />
      <ApiSnippets {...rest} wish={shown} />
    </Card>
  );
}

/** What was asked for before may be more than the models of today and the chosen API take. */
function within(
  models: BenchProps["models"],
  wanted: Draft,
  limit: number,
): [Draft, Schemas["ModelCard"]] {
  const model = models.find(({ id }) => id === wanted.model) ?? models[0];
  const n = Math.min(wanted.n ?? 1, model.max_images, limit);
  return [{ ...wanted, model: model.id, n }, model];
}

function blankFor({ id, default: usual }: Schemas["ModelCard"]): Draft {
  return {
    model: id,
    prompt: "",
    aspect_ratio: usual.aspect_ratio,
    quality: usual.quality,
    n: 1,
    output_format: "png",
  };
}

function Canvas() {
  const { t } = useTranslation();
  return (
    <Card>
      <Empty icon={Sparkles} title={t("playground.blank")} hint={t("playground.blankHint")} />
    </Card>
  );
}

function Outcome({ id }: { id: string }) {
  const { t } = useTranslation();
  const generation = useGeneration(id);
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <QueryBoundary query={generation}>
        {(data) => (
          <>
            <Card>
              <GenerationImages generation={data} />
            </Card>
            <Receipt generation={data} />
            <Link href={`/generations/${id}`} className={`${buttonClass()} self-start`}>
              {t("playground.all")}
            </Link>
          </>
        )}
      </QueryBoundary>
    </div>
  );
}
