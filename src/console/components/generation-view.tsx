import { Download, ImageOff, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { buttonClass } from "./button.tsx";
import { CopyIconButton } from "./code.tsx";
import { DescriptionList } from "./description-list.tsx";
import { useFormat } from "./format.ts";
import { GenerationStatusBadge } from "./gallery.tsx";
import { Card } from "./page.tsx";
import { ImageTile } from "./image.tsx";

type Detail = Schemas["GenerationDetail"];

/** The images of a generation, or its progress or error. */
export function GenerationImages({ generation }: { generation: Detail }) {
  const { images, prompt } = generation;
  if (images.length === 0) return <GenerationStatus generation={generation} />;
  return (
    <ul className={`grid gap-5 ${images.length > 1 ? "sm:grid-cols-2" : ""}`}>
      {images.map((image) => (
        <li key={image.id} className="min-w-0">
          <a href={image.url} target="_blank" rel="noreferrer" className="block rounded-xl">
            <span className="block overflow-hidden rounded-xl border border-line">
              <ImageTile image={image} alt={prompt} />
            </span>
          </a>
          <ImageCaption image={image} />
        </li>
      ))}
    </ul>
  );
}

function ImageCaption({ image }: { image: Schemas["Image"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = image.content_type.replace("image/", "");
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-3">
      <p className="text-small whitespace-nowrap text-ink-3">
        {image.width} × {image.height} · {kind.toUpperCase()} · {format.bytes(image.size_bytes)}
      </p>
      <span className="flex items-center">
        <CopyIconButton text={image.url} label={t("generation.copyImageUrl")} />
        <a
          href={`/api/account/images/${image.id}/download`}
          download
          className={buttonClass("quiet")}
        >
          <Download size={16} aria-hidden />
          {t("generation.download")}
        </a>
      </span>
    </div>
  );
}

// Positions in the queue are counted up to this one.
const MAX_POSITION = 50;

function GenerationStatus({ generation }: { generation: Detail }) {
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
      <GenerationStatusBadge status={status} />
      {position !== null && position > 0 && (
        <p className="text-ink-2">
          {t(position < MAX_POSITION ? "generation.ahead" : "generation.aheadAtLeast", {
            count: position,
          })}
        </p>
      )}
      {error && (
        <>
          <div className="max-w-md">
            <p>{t(`generation.error.${getErrorReason(error)}`)}</p>
            <p>{t("generation.notCharged")}</p>
          </div>
          <code className="font-mono text-small text-ink-3">{error.code}</code>
        </>
      )}
    </div>
  );
}

// Messages that say more than their code. The server writes them in English.
const REASONS = {
  "Image generation took too long. Nothing was charged.": "timed_out",
  "The image provider rejected the request as invalid. Nothing was charged. Change the request.":
    "rejected_by_provider",
} as const;

function getErrorReason({ code, message }: NonNullable<Detail["error"]>) {
  const reasons: Record<string, (typeof REASONS)[keyof typeof REASONS] | undefined> = REASONS;
  return reasons[message] ?? code;
}

/** The credits that were held, captured and released for a generation. */
export function Receipt({ generation }: { generation: Detail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { receipt, n } = generation;
  const isOpen = receipt.closed_at === null;
  // A closed receipt lists only the grants that were charged.
  const parts = receipt.parts.filter(({ captured }) => isOpen || captured > 0);
  return (
    <Card title={t("receipt.title")} hint={isOpen ? t("receipt.openHint") : undefined}>
      <DescriptionList
        items={[
          [t("receipt.quote"), `${n} × ${format.number(receipt.unit_credits)}`],
          [t("receipt.held"), format.number(receipt.held)],
          [t("receipt.captured"), format.number(receipt.captured)],
          [t("receipt.released"), format.number(receipt.released)],
        ]}
      />
      {parts.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 text-small font-medium text-ink-2">
            {t(isOpen ? "receipt.heldFrom" : "receipt.paidFrom")}
          </h3>
          <DescriptionList
            items={parts.map((part) => [
              `${t(`grantSource.${part.source}`)} · ${
                part.expires_at ? format.day(part.expires_at) : t("receipt.neverExpires")
              }`,
              format.number(isOpen ? part.held : part.captured),
            ])}
          />
        </>
      )}
    </Card>
  );
}
