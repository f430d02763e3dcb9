import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useFreshKey } from "../api/created-key.ts";
import { CodeTabs } from "./code-tabs.tsx";
import { ClosedNote } from "./plan-restriction.tsx";
import { SelectField } from "./field.tsx";
import type { Order } from "./request-from-draft.ts";
import { dialectOf, dialects, snippet, wordings } from "./snippets.ts";

interface CallsProps extends Order {
  dialect: Schemas["Dialect"];
  onDialect: (dialect: Schemas["Dialect"]) => void;
}

/** The same call for each API and in each language of code, ready to be copied. */
export function Calls({ dialect, onDialect, ...order }: CallsProps) {
  const { t } = useTranslation();
  const key = useFreshKey(dialect);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ClosedNote dialect={dialect} />
      <CodeTabs
        of={wordings.map((wording) => [wording, snippet({ ...order, dialect, wording, key })])}
        aside={
          <SelectField
            label={t("keys.dialect")}
            value={dialect}
            options={Object.entries(dialects)}
            onChange={({ target }) => onDialect(dialectOf(target.value))}
          />
        }
      />
    </div>
  );
}
