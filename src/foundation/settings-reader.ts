import { listHostUrls } from "./database-hosts.ts";
import { findSecretFault } from "./secret-strength.ts";

/** Reads settings from environment variables and collects what is wrong with them. */
export type SettingsReader = ReturnType<typeof readSettings>;

/** Creates a reader. Its functions add one line to `faults` for each invalid value. */
export function readSettings(env: Record<string, string | undefined>) {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;

  function integer(name: string, fallback: number, range: { min: number; max: number }): number {
    const value = text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= range.min && number <= range.max) return number;
    faults.push(
      `${name} is "${value}": set it to a whole number from ${range.min} to ${range.max}, ` +
        `or remove it for the default ${fallback}.`,
    );
    return fallback;
  }

  /** "none" and a missing value are 0. */
  function days(name: string): number {
    return text(name) === "none" ? 0 : integer(name, 0, { min: 0, max: 3650 });
  }

  /** "none" and a missing value are 0. S3 presigns for at most seven days. */
  function lifetime(name: string): number {
    return text(name) === "none" ? 0 : integer(name, 0, { min: 60, max: 518_400 });
  }

  function oneOf<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = text(name);
    if (value === undefined) return fallback;
    const choice = choices.find((each) => each === value);
    if (choice === undefined)
      faults.push(`${name} is "${value}": set it to ${choices.join(", ")}.`);
    return choice ?? fallback;
  }

  function url(name: string, protocols: string[]): string | undefined {
    const value = text(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) {
      return value.replace(/\/+$/, "");
    }
    const starts = protocols.map((each) => (each === "mailto:" ? each : `${each}//`)).join(" or ");
    faults.push(`${name} is not a URL that starts with ${starts}: correct it or remove it.`);
    return undefined;
  }

  function databaseUrl(name: string): string | undefined {
    const value = text(name);
    if (value === undefined || listHostUrls(value) !== undefined) return value;
    faults.push(
      `${name} is not a URL such as postgres://user:password@host:5432/darkroom, or with several ` +
        "hosts as host1:5432,host2:5432: correct it or remove it.",
    );
    return undefined;
  }

  /** A database URL with one host. */
  function hostUrl(name: string): string | undefined {
    const value = databaseUrl(name);
    if ((listHostUrls(value ?? "")?.length ?? 0) > 1)
      faults.push(`${name} names several hosts: name one, or a balancer in front of them.`);
    return value;
  }

  function secret(name: string, minLength: number): string | undefined {
    const value = text(name);
    const fault = value === undefined ? undefined : findSecretFault(value, minLength);
    if (fault !== undefined) faults.push(`${name} ${fault}, as from "openssl rand -hex 32".`);
    return value;
  }

  function needs(name: string, because: string): void {
    if (text(name) === undefined) faults.push(`${name} is missing: set it, because ${because}.`);
  }

  function s3() {
    const names = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
    const given = [...names, "S3_ENDPOINT", "S3_REGION", "S3_PUBLIC_URL"].filter(text);
    if (given.length === 0) return undefined;
    for (const name of names)
      needs(name, `${given[0]} is set (remove all S3_ settings to use the disk)`);
    return {
      endpoint: url("S3_ENDPOINT", ["http:", "https:"]),
      region: text("S3_REGION") ?? "us-east-1",
      bucket: text("S3_BUCKET") ?? "",
      accessKeyId: text("S3_ACCESS_KEY_ID") ?? "",
      secretAccessKey: text("S3_SECRET_ACCESS_KEY") ?? "",
      publicUrl: url("S3_PUBLIC_URL", ["http:", "https:"]),
    };
  }

  function endpoints(name: string): string[] {
    const entries = (text(name) ?? "").split(",").map((each) => each.trim());
    const given = entries.filter(Boolean);
    for (const each of given) {
      if (/^[^\s/?#@]+:\d+$/.test(each)) continue;
      faults.push(`${name} holds "${each}": write each entry as host:port, separated by commas.`);
    }
    return given;
  }

  return {
    faults,
    text,
    integer,
    days,
    lifetime,
    oneOf,
    url,
    databaseUrl,
    hostUrl,
    secret,
    needs,
    s3,
    endpoints,
  };
}
