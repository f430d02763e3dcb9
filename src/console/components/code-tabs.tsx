import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { Code } from "./code.tsx";

interface CodeTabsProps {
  of: [language: string, text: string][];
  /** What stands beside the tabs. */
  aside?: ReactNode;
}

/** The same in several languages of code, one at a time, ready to be copied. */
export function CodeTabs({ of, aside }: CodeTabsProps) {
  return (
    <Tabs.Root defaultValue={of[0]?.[0]} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Tabs.List className="flex gap-1 rounded-lg bg-sunken p-1">
          {of.map(([language]) => (
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
      {of.map(([language, text]) => (
        <Tabs.Panel key={language} value={language}>
          <Code copy label={language} text={text} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
