import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { isNotFound } from "../../api/errors.ts";
import { useGeneration } from "../../api/use-generation.ts";
import { CopyIconButton } from "../../components/code.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { useFormat } from "../../components/format.ts";
import { GenerationStatusBadge } from "../../components/gallery.tsx";
import { GenerationImages, Receipt } from "../../components/generation-view.tsx";
import { toKeyName } from "../../components/key-name.ts";
import { hideQuery } from "../../components/public-url.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, Page } from "../../components/page.tsx";
import { GenerationActions } from "./generation-actions.tsx";
import { useDuration } from "./use-duration.ts";

type Detail = Schemas["GenerationDetail"];

// The server's detail of the step `stored`.
const IMAGE_NUMBER = /^image (\d+)$/;

/** The page of one generation. */
export function GenerationPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams<{ id: string }>();
  const generation = useGeneration(id);
  return (
    <Page
      title={t("common.generation")}
      hint={<GenerationId id={id} />}
      actions={
        generation.data &&
        !isNotFound(generation.error) && <GenerationActions generation={generation.data} />
      }
    >
      <Link href="/generations" className="-mt-4 text-accent underline underline-offset-4">
        {t("generations.all")}
      </Link>
      <QueryBoundary query={generation} rows={6}>
        {(data) => (
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="flex min-w-0 flex-col gap-6">
              <Card>
                <GenerationImages generation={data} />
              </Card>
              <Card
                title={t("parameter.prompt")}
                actions={<CopyIconButton text={data.prompt} label={t("generations.copyPrompt")} />}
              >
                <p className="user-text">{data.prompt}</p>
                <Inputs generation={data} />
              </Card>
            </div>
            <div className="flex min-w-0 flex-col gap-6">
              <Details generation={data} />
              <Receipt generation={data} />
              <Timeline generation={data} />
            </div>
          </div>
        )}
      </QueryBoundary>
    </Page>
  );
}

function GenerationId({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-small wrap-anywhere">{id}</code>
      <CopyIconButton text={id} label={t("generations.copyId")} />
    </span>
  );
}

function Inputs({ generation: { id, inputs } }: { generation: Detail }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-4 flex flex-wrap gap-3 empty:hidden">
      {inputs.map(({ position, role, width, height }) => (
        <li key={position}>
          <img
            src={`/api/account/generations/${id}/inputs/${position}`}
            alt={t(`generations.input.${role}`, { number: position + 1 })}
            width={width}
            height={height}
            className="h-24 w-auto rounded-lg border border-line"
          />
        </li>
      ))}
    </ul>
  );
}

function Details({ generation }: { generation: Detail }) {
  const { t } = useTranslation();
  const { status, dialect, model, size, aspect_ratio, tier, user, output_format } = generation;
  const quality = t(`parameter.value.${generation.quality}`);
  const word = (value: string) => (value === "auto" ? t("parameter.value.auto") : value);
  const duration = useDuration(generation);
  return (
    <Card title={t("common.details")}>
      <DescriptionList
        items={[
          [t("common.status"), <GenerationStatusBadge key="status" status={status} />],
          ...(duration ? [[t("generations.duration"), duration] satisfies [string, string]] : []),
          [t("common.api"), t(`api.${dialect}`)],
          [t("common.key"), <RequestKey key="key" keyId={generation.key_id} />],
          [t("parameter.model"), model],
          [t("parameter.size"), size === "auto" ? word(size) : size.replace("x", " × ")],
          [t("parameter.aspectRatio"), word(aspect_ratio)],
          [t("parameter.quality"), `${tier} · ${quality}`],
          [t("parameter.format"), output_format.toUpperCase()],
          [t("parameter.background"), t(`parameter.value.${generation.background}`)],
          ...(user ? [[t("generations.endUser"), user] satisfies [string, string]] : []),
        ]}
      />
    </Card>
  );
}

/** The key of the request, or the playground. */
function RequestKey({ keyId }: { keyId: string | null }) {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys").data?.data ?? [];
  if (keyId === null) return t("nav.playground");
  const key = keys.find(({ id }) => id === keyId);
  return key ? toKeyName(key) : "–";
}

function Timeline({ generation: { timeline } }: { generation: Detail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t("timeline.title")}>
      <ol className="flex flex-col gap-3 border-l border-line pl-4">
        {timeline.map(({ step, at, detail }, index) => {
          const number = step === "stored" ? detail?.match(IMAGE_NUMBER)?.[1] : undefined;
          return (
            <li key={index}>
              <p className="font-medium">
                {number ? t("timeline.storedNumber", { number }) : t(`timeline.${step}`)}
              </p>
              <p className="text-small text-ink-3 user-text">
                {format.dateTimeSeconds(at)}
                {detail && !number && ` · ${hideQuery(detail)}`}
              </p>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
