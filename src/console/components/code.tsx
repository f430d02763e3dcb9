import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./button.tsx";
import { toastError } from "./toast.tsx";

function useCopy(text: string) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      // Pages over plain HTTP have no clipboard.
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toastError(t("common.copyFailed"));
    }
  };
  return {
    isCopied,
    buttonProps: {
      icon: isCopied ? Check : Copy,
      onClick: () => void copy(),
      onBlur: () => setCopied(false),
    },
  };
}

/** Copies a text to the clipboard and confirms it in its label. */
function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const { isCopied, buttonProps } = useCopy(text);
  return (
    <Button {...buttonProps}>
      <span aria-live="polite">{isCopied ? t("common.copied") : t("common.copy")}</span>
    </Button>
  );
}

/** Copies a text to the clipboard. `label` says what is copied. */
export function CopyIconButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const { isCopied, buttonProps } = useCopy(text);
  return (
    <>
      <IconButton {...buttonProps} label={label} />
      <span role="status" className="sr-only">
        {isCopied && t("common.copied")}
      </span>
    </>
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
