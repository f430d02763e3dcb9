import { Circle, CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client.ts";
import { ApiSnippets } from "../../components/api-snippets.tsx";
import { Card } from "../../components/page.tsx";
import { useExampleDraft } from "../../components/use-example-draft.ts";

const STEPS = [
  ["has_credits", "/credits"],
  ["has_key", "/keys"],
  ["has_generation", "/playground"],
  ["has_webhook", "/webhooks"],
] as const;

/** The onboarding steps, until all are done, and an example request. */
export function Checklist({ done }: { done: Schemas["Overview"]["checklist"] }) {
  const { t } = useTranslation();
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const draft = useExampleDraft();
  if (STEPS.every(([step]) => done[step])) return undefined;
  return (
    <Card title={t("overview.getStarted")} hint={t("overview.getStartedHint")}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <ol className="flex flex-col gap-1">
          {STEPS.map(([step, path]) => {
            const Icon = done[step] ? CircleCheck : Circle;
            return (
              <li key={step}>
                <Link
                  href={path}
                  className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-lg px-2 hover:bg-sunken"
                >
                  <Icon size={18} aria-hidden className={done[step] ? "text-good" : "text-ink-3"} />
                  <span className={done[step] ? "text-ink-3" : "font-medium"}>
                    {t(`overview.step.${step}`)}
                  </span>
                  {done[step] && <span className="sr-only">{t("overview.done")}</span>}
                </Link>
              </li>
            );
          })}
        </ol>
        <ApiSnippets draft={draft} dialect={dialect} onDialect={setDialect} />
      </div>
    </Card>
  );
}
