import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { ReactElement } from "react";
import { IconButton } from "./button.tsx";

/** One thing that can be done. */
export interface Action {
  text: string;
  grave?: boolean;
  run: () => void;
}

interface ActionMenuProps {
  label: string;
  actions: Action[];
  /** What opens it, where that is not three dots. */
  trigger?: ReactElement;
}

/** What can be done with one thing, behind a button. */
export function ActionMenu({ label, actions, trigger }: ActionMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger ?? <IconButton label={label} icon={Ellipsis} />} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} className="z-30">
          <Base.Popup className="min-w-44 rounded-xl border border-line bg-card p-1.5 shadow-lg">
            {actions.map(({ text, grave, run }) => (
              <Base.Item
                key={text}
                onClick={run}
                className={`cursor-pointer rounded-lg px-3 py-2 outline-none
                  data-highlighted:bg-sunken ${grave ? "text-bad" : ""}`}
              >
                {text}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
