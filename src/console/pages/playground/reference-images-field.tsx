import { ImagePlus, X } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../components/button.tsx";

interface ReferenceImagesFieldProps {
  /** May be more than `max` after another model was chosen. The first ones are used. */
  files: File[];
  max: number;
  onChange: (files: File[]) => void;
}

const DROP_ZONE = `flex cursor-pointer flex-col items-center gap-1 rounded-xl border border-dashed p-4
  text-center has-focus-visible:outline-2 has-focus-visible:outline-accent`;

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const NO_FILES: File[] = [];

/** A field for reference images. */
export function ReferenceImagesField(props: ReferenceImagesFieldProps) {
  // The key removes messages about another limit.
  return <FieldWithLimit key={props.max} {...props} />;
}

function FieldWithLimit({ files, max, onChange }: ReferenceImagesFieldProps) {
  const { t } = useTranslation();
  const [skipped, setSkipped] = useState({ unsupported: NO_FILES, excess: NO_FILES });
  const add = (more: FileList | null | undefined) => {
    if (max === 0) return;
    const added = [...(more ?? [])];
    const images = added.filter(({ type }) => TYPES.includes(type));
    const free = Math.max(0, max - files.length);
    onChange([...files, ...images.slice(0, free)]);
    setSkipped({
      unsupported: added.filter(({ type }) => !TYPES.includes(type)),
      excess: images.slice(free),
    });
  };
  const isDragging = usePageDrop(add);
  if (max === 0 && files.length === 0) return undefined;
  return (
    <div>
      {max > 0 && <DropZone max={max} isDragging={isDragging} onAdd={add} />}
      <ReferencePreviews files={files} max={max} onChange={onChange} />
      <SkippedNotice {...skipped} unused={files.slice(max)} max={max} />
      {max > 0 && isDragging && (
        <div
          className="pointer-events-none fixed inset-3 z-40 flex items-center justify-center rounded-2xl
            border-2 border-dashed border-accent bg-accent-soft/90 text-large font-semibold"
        >
          {t("playground.dropHere")}
        </div>
      )}
    </div>
  );
}

interface DropZoneProps {
  max: number;
  isDragging: boolean;
  onAdd: (files: FileList | null) => void;
}

function DropZone({ max, isDragging, onAdd }: DropZoneProps) {
  const { t } = useTranslation();
  const state = isDragging ? "border-accent bg-accent-soft" : "border-edge hover:bg-sunken";
  return (
    <label className={`${DROP_ZONE} ${state}`}>
      <ImagePlus size={20} aria-hidden className="text-ink-2" />
      <span className="font-medium">{t("parameter.referenceImages")}</span>
      <span className="text-small text-ink-3">
        {t("playground.referencesHint", { count: max })}
      </span>
      <input
        type="file"
        multiple
        accept={TYPES.join(",")}
        className="sr-only"
        onChange={({ target }) => {
          onAdd(target.files);
          target.value = "";
        }}
      />
    </label>
  );
}

interface SkippedNoticeProps {
  unsupported: File[];
  /** Not added, because there were too many. */
  excess: File[];
  /** Added before a model with a lower limit was chosen. */
  unused: File[];
  max: number;
}

/** Says which files were not added or are not used, and why. */
function SkippedNotice({ unsupported, excess, unused, max }: SkippedNoticeProps) {
  const { t } = useTranslation();
  const toNames = (files: File[]) => files.map(({ name }) => name).join(", ");
  return (
    <div
      role="alert"
      className="mt-2 flex flex-col gap-1 text-small text-bad user-text empty:hidden"
    >
      {unsupported.length > 0 && (
        <p>{t("playground.rejectedFiles", { names: toNames(unsupported) })}</p>
      )}
      {excess.length > 0 && (
        <p>{t("playground.tooManyFiles", { count: max, names: toNames(excess) })}</p>
      )}
      {unused.length > 0 && <p>{t("playground.unusedFiles", { names: toNames(unused) })}</p>}
    </div>
  );
}

/**
 * Accepts files dropped anywhere on the page or pasted. Without this, the browser would navigate to a
 * file dropped next to the field. Returns whether files are being dragged over the page.
 */
function usePageDrop(add: (files: FileList | undefined) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  const acceptFiles = useEffectEvent(add);
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setDragging(false);
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setDragging(false);
      acceptFiles(event.dataTransfer.files);
    };
    const paste = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      // Office programs copy a text together with an image of it.
      if (clipboardData === null || clipboardData.types.includes("text/plain")) return;
      if (clipboardData.files.length > 0) acceptFiles(clipboardData.files);
    };
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("dragover", hover, { signal });
    addEventListener("dragleave", leave, { signal });
    addEventListener("drop", drop, { signal });
    addEventListener("paste", paste, { signal });
    return () => stop.abort();
  }, []);
  return isDragging;
}

function ReferencePreviews({ files, max, onChange }: ReferenceImagesFieldProps) {
  return (
    <ul className="mt-3 flex flex-wrap gap-2 empty:hidden">
      {files.map((file, index) => (
        <ReferencePreview
          key={`${file.name}-${index}`}
          file={file}
          isUsed={index < max}
          onRemove={() => onChange(files.filter((each) => each !== file))}
        />
      ))}
    </ul>
  );
}

interface ReferencePreviewProps {
  file: File;
  isUsed: boolean;
  onRemove: () => void;
}

function ReferencePreview({ file, isUsed, onRemove }: ReferencePreviewProps) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <li className="relative">
      <img
        src={url}
        alt={file.name}
        className={`size-16 rounded-lg border border-line object-cover ${isUsed ? "" : "opacity-40"}`}
      />
      <IconButton
        label={t("playground.remove", { name: file.name })}
        icon={X}
        onClick={onRemove}
        className="absolute -top-2 -right-2 size-6! rounded-full! border border-line bg-card"
      />
    </li>
  );
}
