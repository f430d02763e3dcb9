import { useTranslation } from "react-i18next";
// The same files are shown in the docs and run by the tests.
import go from "../../../client/webhook-verification/verify.go" with { type: "text" };
import node from "../../../client/webhook-verification/verify.mjs" with { type: "text" };
import python from "../../../client/webhook-verification/verify.py" with { type: "text" };
import { CodeTabs } from "../../components/code-tabs.tsx";

const SAMPLES: [string, string][] = [
  ["Node", node.trim()],
  ["Python", python.trim()],
  ["Go", go.trim()],
];

/** Code that verifies the signature of a delivery. */
export function VerificationCode() {
  const { t, i18n } = useTranslation();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">
        {t("webhooks.verifyHint")}{" "}
        <a
          href={`/docs/webhooks?lang=${i18n.language}`}
          className="text-accent underline underline-offset-4"
        >
          {t("webhooks.verifyMore")}
        </a>
      </p>
      <CodeTabs items={SAMPLES} />
    </div>
  );
}
