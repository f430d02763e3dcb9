import { Sparkles } from "lucide-react";
import { type FormEvent, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useGeneration } from "../../api/watch.ts";
import { Button, buttonClass } from "../../parts/button.tsx";
import { Calls } from "../../parts/calls.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Card, Empty, Page } from "../../parts/page.tsx";
import { Pictures, Receipt } from "../../parts/generation-view.tsx";
import type { Wish } from "../../parts/snippets.ts";
import { createGeneration } from "./create.ts";
import { Price } from "./price.tsx";
import { References } from "./references.tsx";
import { WishFields } from "./wish-fields.tsx";
import { useSend } from "../../parts/send.ts";

/** A place to try the models, with the price in sight. */
export function Playground() {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/account/models");
  return (
    <Page title={t("nav.playground")} hint={t("playground.hint")}>
      <Loaded query={models} rows={6}>
        {({ data }) =>
          data[0] ? (
            <Bench models={data} first={data[0]} />
          ) : (
            <Card>
              <Empty icon={Sparkles} title={t("playground.none")} hint={t("playground.noneHint")} />
            </Card>
          )
        }
      </Loaded>
    </Page>
  );
}

interface BenchProps {
  models: Schemas["ModelCard"][];
  first: Schemas["ModelCard"];
}

function Bench({ models, first }: BenchProps) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [files, setFiles] = useState<File[]>([]);
  const [wish, setWish] = useState<Wish>({
    model: params.get("model") ?? first.id,
    prompt: params.get("prompt") ?? "",
    aspect_ratio: first.default.aspect_ratio,
    quality: first.default.quality,
    n: 1,
    output_format: "png",
  });
  const asked = useDeferredValue(wish);
  const model = models.find(({ id }) => id === wish.model) ?? first;
  const create = useSend(createGeneration, ({ id }) => setParams({ run: id }));
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
            <WishFields models={models} model={model} wish={wish} onChange={setWish} />
            <References files={files} most={model.reference_image_limit} onChange={setFiles} />
            <Price wish={asked} />
            <Button type="submit" look="primary" icon={Sparkles} busy={create.isPending}>
              {t("playground.go")}
            </Button>
          </div>
        </form>
        {run ? <Outcome key={run} id={run} /> : <Canvas />}
      </div>
      <Card title={t("playground.code")}>
        <Calls wish={wish} />
      </Card>
    </>
  );
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
      <Loaded query={generation}>
        {(data) => (
          <>
            <Card>
              <Pictures generation={data} />
            </Card>
            <Receipt generation={data} />
            <Link href={`/generations/${id}`} className={`${buttonClass()} self-start`}>
              {t("playground.all")}
            </Link>
          </>
        )}
      </Loaded>
    </div>
  );
}
