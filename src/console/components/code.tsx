import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { toastError } from "./toast.tsx";

/** Copies a text to the clipboard and confirms it in its label. */
function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => toastError(t("common.copyFailed")),
    );
  return (
    <Button
      icon={copied ? Check : Copy}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      <span aria-live="polite">{copied ? t("common.copied") : (label ?? t("common.copy"))}</span>
    </Button>
  );
}

/** Code, bodies and headers. The content is untrusted and always rendered as text. */
export function CodeBlock({ text, label, copy }: { text: string; label: string; copy?: boolean }) {
  return (
    <div className="min-w-0">
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-96 overflow-auto rounded-xl border border-line bg-sunken p-4 font-mono
          text-small"
      >
        <code>{text}</code>
      </pre>
      {copy && (
        <div className="mt-2 flex justify-end">
          <CopyButton text={text} />
        </div>
      )}
    </div>
  );
}

/** A secret that is shown only once. */
export function SecretField({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex flex-col gap-2 sm:flex-row">
      <code
        aria-label={label}
        role="textbox"
        aria-readonly
        tabIndex={0}
        className="min-w-0 flex-1 rounded-lg border border-line bg-sunken px-3 py-2 font-mono
          text-small break-all"
      >
        {value}
      </code>
      <CopyButton text={value} />
    </div>
  );
}
