import { join } from "node:path";
import { findChromium } from "./chromium.ts";
import { findDebianPostgres } from "./outage/debian-postgres.ts";

/**
 * Installs Debian's Chromium, and under CI=true also Go, Python, Postgres, promtool and systemd-analyze, if
 * they are missing and the user is root. What need not be installed is unpacked into `folder`.
 */
export async function installPrograms(folder: string, say: (line: string) => void): Promise<void> {
  const packages = listMissing();
  const isPromtoolMissing = process.env.CI === "true" && Bun.which("promtool") === null;
  if (packages.length === 0 && !isPromtoolMissing) return;
  const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (process.getuid?.() !== 0 || !Bun.which("apt-get")) {
    say(`Some tests need programs that are missing: install them, as with \`${command}\`.`);
    return;
  }
  await Bun.$`apt-get update`.quiet().nothrow();
  if (packages.length > 0) {
    say(`Installing ${packages.join(" and ")} for the tests …`);
    await Bun.$`apt-get install -y --no-install-recommends ${packages}`.quiet().nothrow();
  }
  if (isPromtoolMissing) await unpackPromtool(folder);
}

function listMissing(): string[] {
  const browser = findChromium() === undefined ? ["chromium-headless-shell"] : [];
  if (process.env.CI !== "true") return browser;
  return [
    ...browser,
    ...(Bun.which("go") === null ? ["golang-go"] : []),
    ...(Bun.which("python3") === null ? ["python3"] : []),
    ...(findDebianPostgres() === undefined ? ["postgresql"] : []),
    ...(Bun.which("systemd-analyze") === null ? ["systemd"] : []),
  ];
}

// Installing the package would start a server.
async function unpackPromtool(folder: string): Promise<void> {
  const unpacked = join(folder, "prometheus");
  await Bun.$`apt-get download prometheus && dpkg -x prometheus_*.deb ${unpacked}`
    .cwd(folder)
    .quiet()
    .nothrow();
  process.env.PATH = `${process.env.PATH}:${join(unpacked, "usr/bin")}`;
}
