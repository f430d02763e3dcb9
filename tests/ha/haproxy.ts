import { join } from "node:path";
import { unpackPackages } from "../support/outage/debian-packages.ts";
import type { Holder } from "./holder.ts";

/** Folder of the settings that operators copy. */
export const DEPLOY = join(import.meta.dir, "../../deploy/high-availability");

/** Starts HAProxy with a file of `deploy/high-availability` and its variables. */
export async function startHaproxy(
  holder: Holder,
  file: "haproxy-database.cfg" | "haproxy-api.cfg",
  variables: Record<string, string>,
): Promise<Bun.Subprocess> {
  const programs = await unpackPackages(["haproxy"]);
  const command = [programs.find("haproxy"), "-db", "-f", join(DEPLOY, file)];
  return holder.start(file, command, { ...programs.env, ...variables });
}
