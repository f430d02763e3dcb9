import type { Schemas } from "../api/client.ts";

const STORAGE_KEY = "theme";

/** Applies the theme stored in this browser. Called before the first render. */
export function applyStoredTheme(): void {
  applyTheme(localStorage.getItem(STORAGE_KEY));
}

/** Applies and stores a theme. `system` follows the device. */
export function setTheme(theme: Schemas["Theme"]): void {
  localStorage.setItem(STORAGE_KEY, theme);
  applyTheme(theme);
}

function applyTheme(theme: string | null): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
}
