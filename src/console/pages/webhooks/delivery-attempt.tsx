import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CodeBlock } from "../../components/code.tsx";
import { useFormat } from "../../components/format.ts";

interface DeliveryAttemptProps {
  attempt: Schemas["DeliveryAttempt"];
  isLast: boolean;
}

/** One delivery attempt. The response is untrusted text. */
export function DeliveryAttempt({ attempt, isLast }: DeliveryAttemptProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, status_code, started_at, duration_ms, error } = attempt;
  const reply = [headerLines(attempt.response_headers), attempt.response_body].join("\n\n").trim();
  return (
    <details open={isLast} className="min-w-0 rounded-xl border border-line p-4">
      <summary>
        <span className="font-medium">
          {t("deliveries.attempt", { number })} · {status_code ?? t("deliveries.noResponse")}
        </span>{" "}
        <span className="text-small text-ink-2">
          {format.dateTimeSeconds(started_at)} · {format.number(duration_ms)} ms
        </span>
      </summary>
      <div className="mt-4 flex flex-col gap-3">
        {error && <p className="text-bad user-text">{error}</p>}
        {reply && <LabeledCode title={t("deliveries.response")} text={reply} />}
        <LabeledCode
          title={t("deliveries.requestHeaders")}
          text={headerLines(attempt.request_headers)}
        />
      </div>
    </details>
  );
}

function LabeledCode({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 text-small font-medium">{title}</p>
      <CodeBlock label={title} text={text} />
    </div>
  );
}

function headerLines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
