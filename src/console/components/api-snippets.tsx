import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useCreatedKey } from "../api/created-key.ts";
import { CodeTabs } from "./code-tabs.tsx";
import { PlanRestriction } from "./plan-restriction.tsx";
import { SelectField } from "./field.tsx";
import type { GenerationDraft } from "./request-from-draft.ts";
import { parseDialect, dialects } from "../api/dialects.ts";
import { createSnippet, snippetLanguages } from "./snippets.ts";

interface ApiSnippetsProps extends GenerationDraft {
  dialect: Schemas["Dialect"];
  onDialect: (dialect: Schemas["Dialect"]) => void;
}

/** Code examples of a request for each API and programming language. */
export function ApiSnippets({ dialect, onDialect, ...source }: ApiSnippetsProps) {
  const { t } = useTranslation();
  const key = useCreatedKey(dialect);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <PlanRestriction dialect={dialect} />
      <CodeTabs
        items={snippetLanguages.map((language) => [
          language,
          createSnippet({ ...source, dialect, language, key }),
        ])}
        aside={
          <SelectField
            label={t("common.api")}
            value={dialect}
            options={dialects.map((each): [string, string] => [each, t(`api.${each}`)])}
            onChange={({ target }) => onDialect(parseDialect(target.value))}
          />
        }
      />
    </div>
  );
}
