import { Download, ImageOff, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { buttonClass } from "./button.tsx";
import { DescriptionList } from "./description-list.tsx";
import { useFormat } from "./format.ts";
import { StateBadge } from "./gallery.tsx";
import { Card } from "./page.tsx";
import { ImageTile } from "./image.tsx";

type Detail = Schemas["GenerationDetail"];

/** The pictures of a generation, or how far it is, or why there are none. */
export function GenerationImages({ generation }: { generation: Detail }) {
  const { images, prompt } = generation;
  if (images.length === 0) return <Standing generation={generation} />;
  return (
    <ul className={`grid gap-5 ${images.length > 1 ? "sm:grid-cols-2" : ""}`}>
      {images.map((image, index) => (
        <li key={image.id} className="min-w-0">
          <a href={image.url} target="_blank" rel="noreferrer" className="block rounded-xl">
            <span className="block overflow-hidden rounded-xl border border-line">
              <ImageTile image={image} alt={prompt} />
            </span>
          </a>
          <ImageLine image={image} index={index} />
        </li>
      ))}
    </ul>
  );
}

function ImageLine({ image, index }: { image: Schemas["Image"]; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = image.content_type.replace("image/", "");
  return (
    <div className="mt-2 flex items-center justify-between gap-3">
      <p className="text-small text-ink-3">
        {image.width} × {image.height} · {kind.toUpperCase()} · {format.bytes(image.size_bytes)}
      </p>
      <a
        href={image.url}
        download={`darkroom-${index + 1}.${kind}`}
        className={buttonClass("quiet")}
      >
        <Download size={16} aria-hidden />
        {t("generations.download")}
      </a>
    </div>
  );
}

function Standing({ generation }: { generation: Detail }) {
  const { t } = useTranslation();
  const { status, error, queue_position: position } = generation;
  const isUnderWay = status === "queued" || status === "running";
  const Icon = isUnderWay ? LoaderCircle : ImageOff;
  return (
    <div
      aria-live="polite"
      className="flex min-h-64 flex-col items-center justify-center gap-3 rounded-xl bg-sunken p-6
        text-center"
    >
      <Icon
        size={28}
        aria-hidden
        className={isUnderWay ? "animate-spin text-accent" : "text-ink-3"}
      />
      <StateBadge state={status} />
      {position !== null && position > 0 && (
        <p className="text-ink-2">{t("generations.before", { count: position })}</p>
      )}
      {error && (
        <>
          <p className="max-w-md text-ink-2">{t(`generations.fault.${error.code}`)}</p>
          <p className="max-w-md text-small text-ink-3 reading">{error.message}</p>
          <p className="font-medium">{t("generations.notCharged")}</p>
        </>
      )}
    </div>
  );
}

/** What was held for a generation and what became of it. */
export function Receipt({ generation }: { generation: Detail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { receipt, n } = generation;
  const isOpen = receipt.closed_at === null;
  // Once it is closed, only those that were really charged have paid.
  const parts = receipt.parts.filter(({ captured }) => isOpen || captured > 0);
  return (
    <Card title={t("receipt.title")} hint={isOpen ? t("receipt.open") : undefined}>
      <DescriptionList
        of={[
          [t("receipt.quoted"), `${n} × ${format.number(receipt.unit_credits)}`],
          [t("receipt.held"), format.number(receipt.held)],
          [t("receipt.captured"), format.number(receipt.captured)],
          [t("receipt.released"), format.number(receipt.released)],
        ]}
      />
      {parts.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 text-small font-medium text-ink-2">
            {t(isOpen ? "receipt.heldFrom" : "receipt.paidBy")}
          </h3>
          <DescriptionList
            of={parts.map((part) => [
              `${t(`credits.from.${part.source}`)} · ${
                part.expires_at ? format.day(part.expires_at) : t("receipt.endless")
              }`,
              format.number(isOpen ? part.held : part.captured),
            ])}
          />
        </>
      )}
    </Card>
  );
}
