import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../components/format.ts";
import { GenerationStatusBadge } from "../../components/gallery.tsx";
import { ImageTile } from "../../components/image.tsx";
import { toKeyName } from "../../components/key-name.ts";
import { ShortId } from "../../components/short-id.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { useDuration } from "./use-duration.ts";

type Generation = Schemas["Generation"];

/** Generations as a table. */
export function GenerationTable({ generations }: { generations: Generation[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Generation>[] = [
    { head: t("parameter.prompt"), cell: (generation) => <Prompt generation={generation} /> },
    { head: t("common.status"), cell: ({ status }) => <GenerationStatusBadge status={status} /> },
    { head: t("common.key"), cell: (generation) => <RequestOrigin generation={generation} /> },
    {
      head: t("generations.duration"),
      number: true,
      wideOnly: true,
      cell: (generation) => <Duration generation={generation} />,
    },
    {
      head: t("parameter.images"),
      number: true,
      cell: ({ images, n }) => `${images.length} / ${n}`,
    },
    { head: t("nav.credits"), number: true, cell: ({ credits }) => format.number(credits) },
    {
      head: t("common.date"),
      cell: ({ created_at }) => <Timestamp at={created_at} relative />,
    },
  ];
  return (
    <Table
      label={t("nav.generations")}
      columns={columns}
      rows={generations}
      getRowKey={({ id }) => id}
    />
  );
}

function Prompt({ generation: { id, prompt, images, model } }: { generation: Generation }) {
  const [first] = images;
  return (
    <div className="flex min-w-48 items-center gap-3">
      <span className="size-11 shrink-0 overflow-hidden rounded-lg border border-line bg-sunken">
        {first && <ImageTile image={first} alt="" cover />}
      </span>
      <div className="min-w-0">
        <Link
          href={`/generations/${id}`}
          className="line-clamp-1 max-w-md underline decoration-line underline-offset-4
            hover:decoration-ink user-text"
        >
          {prompt}
        </Link>
        <p className="text-small text-ink-3">
          <ShortId id={id} /> · {model}
        </p>
      </div>
    </div>
  );
}

/** The key of a request, or the playground, and its API. */
function RequestOrigin({ generation: { key_id, dialect } }: { generation: Generation }) {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys").data?.data ?? [];
  const key = keys.find(({ id }) => id === key_id);
  const name = key_id === null ? t("nav.playground") : key ? toKeyName(key) : "–";
  return (
    <>
      <p className="min-w-28 user-text">{name}</p>
      <p className="text-small text-ink-3">{t(`api.${dialect}`)}</p>
    </>
  );
}

function Duration({ generation }: { generation: Generation }) {
  return <span className="whitespace-nowrap">{useDuration(generation) ?? "–"}</span>;
}
