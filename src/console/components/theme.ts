import type { Schemas } from "../api/client.ts";

const KEPT = "theme";

/** Shows the look chosen in this browser, before anything is drawn. */
export function startTheme(): void {
  show(localStorage.getItem(KEPT));
}

/** Changes the look, here and for the next visit; `system` follows the device. */
export function chooseTheme(theme: Schemas["Theme"]): void {
  localStorage.setItem(KEPT, theme);
  show(theme);
}

function show(theme: string | null): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
}
