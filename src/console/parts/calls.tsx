import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useFreshKey } from "../api/fresh-key.ts";
import { CodeTabs } from "./code-tabs.tsx";
import { SelectField } from "./field.tsx";
import { dialectOf, dialects, snippet, type Wish, wordings } from "./snippets.ts";

/** The same call for each API and in each language of code, ready to be copied. */
export function Calls({ wish }: { wish: Wish }) {
  const { t } = useTranslation();
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const key = useFreshKey(dialect);
  return (
    <CodeTabs
      of={wordings.map((wording) => [wording, snippet({ dialect, wording, wish, key })])}
      aside={
        <SelectField
          label={t("keys.dialect")}
          value={dialect}
          options={Object.entries(dialects)}
          onChange={({ target }) => setDialect(dialectOf(target.value))}
        />
      }
    />
  );
}
