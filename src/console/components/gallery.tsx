import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../api/client.ts";
import { Badge, type BadgeTone } from "./badge.tsx";
import { Timestamp } from "./timestamp.tsx";
import { ImageTile } from "./image.tsx";

const TONES: Record<Schemas["GenerationState"], BadgeTone> = {
  queued: "neutral",
  running: "info",
  succeeded: "good",
  failed: "bad",
  blocked: "warn",
  canceled: "neutral",
};

/** The status of a generation. */
export function GenerationStatusBadge({ status }: { status: Schemas["GenerationState"] }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[status]}>{t(`generationStatus.${status}`)}</Badge>;
}

/** A grid of generations, each linked to its page. */
export function Gallery({ generations }: { generations: Schemas["Generation"][] }) {
  return (
    <ul
      className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-3 xl:grid-cols-4
        min-[120rem]:grid-cols-6 min-[150rem]:grid-cols-8"
    >
      {generations.map((generation) => (
        <li key={generation.id} className="min-w-0">
          <Tile generation={generation} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ generation }: { generation: Schemas["Generation"] }) {
  const { t } = useTranslation();
  const { id, images, prompt, status, n, created_at } = generation;
  const [first] = images;
  return (
    <Link href={`/generations/${id}`} className="group block rounded-xl">
      <span className="block aspect-square overflow-hidden rounded-xl border border-line bg-sunken">
        {first ? (
          <ImageTile image={first} alt="" cover />
        ) : (
          <span className="flex size-full items-center justify-center">
            <GenerationStatusBadge status={status} />
          </span>
        )}
      </span>
      <span className="mt-2 line-clamp-2 font-medium wrap-anywhere group-hover:underline">
        {prompt}
      </span>
      <span className="text-small text-ink-3">
        <Timestamp at={created_at} relative />
        {n > 1 && images.length > 0 && (
          <> · {t("generation.imageCount", { delivered: images.length, requested: n })}</>
        )}
      </span>
    </Link>
  );
}
