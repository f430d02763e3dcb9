import { Tabs } from "@base-ui/react/tabs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useFreshKey } from "../api/fresh-key.ts";
import { Code } from "./code.tsx";
import { SelectField } from "./field.tsx";
import { dialectOf, dialects, snippet, type Wish, wordings } from "./snippets.ts";

/** The same call for each API and in each language of code, ready to be copied. */
export function Calls({ wish }: { wish: Wish }) {
  const { t } = useTranslation();
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const key = useFreshKey(dialect);
  return (
    <Tabs.Root defaultValue={wordings[0]} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Tabs.List className="flex gap-1 rounded-lg bg-sunken p-1">
          {wordings.map((wording) => (
            <Tabs.Tab
              key={wording}
              value={wording}
              className="rounded-md px-3 py-1 text-ink-2 data-active:bg-card data-active:font-medium
                data-active:text-ink"
            >
              {wording}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SelectField
          label={t("keys.dialect")}
          value={dialect}
          options={Object.entries(dialects)}
          onChange={({ target }) => setDialect(dialectOf(target.value))}
        />
      </div>
      {wordings.map((wording) => (
        <Tabs.Panel key={wording} value={wording}>
          <Code copy label={wording} text={snippet({ dialect, wording, wish, key })} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
