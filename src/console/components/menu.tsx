import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { ReactElement } from "react";
import { IconButton } from "./button.tsx";

/** An entry of the menu. */
interface MenuAction {
  label: string;
  destructive?: boolean;
  onSelect: () => void;
}

interface ActionMenuProps {
  label: string;
  actions: MenuAction[];
  /** The element that opens the menu. An ellipsis button by default. */
  trigger?: ReactElement;
}

/** A menu of actions. */
export function ActionMenu({ label, actions, trigger }: ActionMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger ?? <IconButton label={label} icon={Ellipsis} />} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} className="z-30">
          <Base.Popup
            className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-xl border border-line
              bg-card p-1.5 shadow-lg"
          >
            {actions.map(({ label, destructive, onSelect }) => (
              <Base.Item
                key={label}
                onClick={onSelect}
                className={`cursor-pointer rounded-lg px-3 py-2 outline-none
                  data-highlighted:bg-sunken ${destructive ? "text-bad" : ""}`}
              >
                {label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
