import { ImagePlus, X } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../components/button.tsx";

interface ReferenceImagesFieldProps {
  files: File[];
  max: number;
  onChange: (files: File[]) => void;
}

const DROP_ZONE = `flex cursor-pointer flex-col items-center gap-1 rounded-xl border border-dashed p-4
  text-center has-focus-visible:outline-2 has-focus-visible:outline-accent`;

const TYPES = ["image/png", "image/jpeg", "image/webp"];

/** A field for reference images. */
export function ReferenceImagesField({ files, max, onChange }: ReferenceImagesFieldProps) {
  const { t } = useTranslation();
  const [skipped, setSkipped] = useState<SkippedFiles>({ unsupported: [], excess: [] });
  const add = (more: FileList | null | undefined) => {
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
  if (max === 0) return undefined;
  const state = isDragging ? "border-accent bg-accent-soft" : "border-edge hover:bg-sunken";
  return (
    <div>
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
            add(target.files);
            target.value = "";
          }}
        />
      </label>
      <ReferencePreviews files={files} onChange={onChange} />
      <SkippedNotice skipped={skipped} max={max} />
      {isDragging && (
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

interface SkippedFiles {
  unsupported: File[];
  excess: File[];
}

/** Says which files were not added, and why. */
function SkippedNotice({ skipped, max }: { skipped: SkippedFiles; max: number }) {
  const { t } = useTranslation();
  const { unsupported, excess } = skipped;
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
      const pasted = event.clipboardData?.files;
      if (pasted && pasted.length > 0) acceptFiles(pasted);
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

function ReferencePreviews({ files, onChange }: Omit<ReferenceImagesFieldProps, "max">) {
  return (
    <ul className="mt-3 flex flex-wrap gap-2 empty:hidden">
      {files.map((file, index) => (
        <ReferencePreview
          key={`${file.name}-${index}`}
          file={file}
          onRemove={() => onChange(files.filter((each) => each !== file))}
        />
      ))}
    </ul>
  );
}

function ReferencePreview({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <li className="relative">
      <img
        src={url}
        alt={file.name}
        className="size-16 rounded-lg border border-line object-cover"
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
