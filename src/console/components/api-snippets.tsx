import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useCreatedKey } from "../api/created-key.ts";
import { CodeTabs } from "./code-tabs.tsx";
import { PlanRestriction } from "./plan-restriction.tsx";
import { SelectField } from "./field.tsx";
import type { GenerationDraft } from "./request-from-draft.ts";
import { parseDialect, dialects, snippet, wordings } from "./snippets.ts";

interface CallsProps extends GenerationDraft {
  dialect: Schemas["Dialect"];
  onDialect: (dialect: Schemas["Dialect"]) => void;
}

/** The same call for each API and in each language of code, ready to be copied. */
export function ApiSnippets({ dialect, onDialect, ...order }: CallsProps) {
  const { t } = useTranslation();
  const key = useCreatedKey(dialect);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <PlanRestriction dialect={dialect} />
      <CodeTabs
        of={wordings.map((wording) => [wording, snippet({ ...order, dialect, wording, key })])}
        aside={
          <SelectField
            label={t("keys.dialect")}
            value={dialect}
            options={Object.entries(dialects)}
            onChange={({ target }) => onDialect(parseDialect(target.value))}
          />
        }
      />
    </div>
  );
}
