import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { CodeBlock } from "./code.tsx";

interface CodeTabsProps {
  items: [language: string, text: string][];
  /** Content beside the tabs. */
  aside?: ReactNode;
}

/** Code in several programming languages, one per tab, with a copy button. */
export function CodeTabs({ items, aside }: CodeTabsProps) {
  return (
    <Tabs.Root defaultValue={items[0]?.[0]} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Tabs.List className="flex gap-1 rounded-lg bg-sunken p-1">
          {items.map(([language]) => (
            <Tabs.Tab
              key={language}
              value={language}
              className="rounded-md px-3 py-1 text-ink-2 data-active:bg-card data-active:font-medium
                data-active:text-ink"
            >
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {aside}
      </div>
      {items.map(([language, text]) => (
        <Tabs.Panel key={language} value={language}>
          <CodeBlock copy label={language} text={text} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
