import { listHostUrls } from "./database-hosts.ts";
import { findSecretFault } from "./secret-strength.ts";

/** Reads settings from environment variables and collects what is wrong with them. */
export type SettingsReader = ReturnType<typeof readSettings>;

// Otherwise a part of the password is taken for the host, which messages name.
const PASSWORD_IN_PATH = /^postgres(?:ql)?:\/\/(?:.*#|[^/?]*[/?].*@)/;

type Env = Record<string, string | undefined>;

interface Range {
  min: number;
  max: number;
}

// Without a host, a URL may have no credentials.
const DATABASE_CREDENTIALS = /^(postgres(?:ql)?:\/\/)(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(?=[^/?#])/;

/** Creates a reader. Its functions add one line to `faults` for each invalid value. */
export function readSettings(env: Env) {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;

  function integer(name: string, fallback: number, range: Range): number {
    return wholeNumber(name, range, `remove it for the default ${fallback}`) ?? fallback;
  }

  /** "none" and a missing value are 0. */
  function integerOrNone(name: string, range: Range): number {
    if (text(name) === "none") return 0;
    return wholeNumber(name, range, 'to "none", which is the default') ?? 0;
  }

  function wholeNumber(name: string, { min, max }: Range, otherwise: string): number | undefined {
    const value = text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    faults.push(
      `${name} is "${value}": set it to a whole number from ${min} to ${max}, or ${otherwise}.`,
    );
    return undefined;
  }

  const days = (name: string) => integerOrNone(name, { min: 0, max: 3650 });

  // S3 presigns for at most seven days.
  const lifetime = (name: string) => integerOrNone(name, { min: 60, max: 518_400 });

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

  /** A URL to which paths are appended. */
  function baseUrl(name: string): string | undefined {
    const value = url(name, ["http:", "https:"]);
    if (value === undefined || !/[?#]/.test(value)) return value;
    faults.push(`${name} has a query or a fragment: remove it from the "?" or "#" on.`);
    return undefined;
  }

  function databaseUrl(name: string): string | undefined {
    const value = text(name);
    if (value !== undefined && PASSWORD_IN_PATH.test(value)) {
      faults.push(
        `${name} has # or @ after its host: write # as %23, / as %2F, ? as %3F and @ as %40 in ` +
          "the password.",
      );
      return undefined;
    }
    if (value === undefined) return undefined;
    if (listHostUrls(value) !== undefined) return withCredentials(value, env);
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
      endpoint: baseUrl("S3_ENDPOINT"),
      region: text("S3_REGION") ?? "us-east-1",
      bucket: text("S3_BUCKET") ?? "",
      accessKeyId: text("S3_ACCESS_KEY_ID") ?? "",
      secretAccessKey: text("S3_SECRET_ACCESS_KEY") ?? "",
      publicUrl: baseUrl("S3_PUBLIC_URL"),
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
    baseUrl,
    databaseUrl,
    hostUrl,
    secret,
    needs,
    s3,
    endpoints,
  };
}

/**
 * Returns a database URL with PGUSER and PGPASSWORD if it has no user or no password. The drivers read both,
 * but pg_dump and pg_restore get what the URL contains.
 */
function withCredentials(url: string, { PGUSER = "", PGPASSWORD = "" }: Env): string {
  const [given, start, user = "", password = ""] = DATABASE_CREDENTIALS.exec(url) ?? [];
  const name = user || encodeURIComponent(PGUSER);
  const secret = password || encodeURIComponent(PGPASSWORD);
  if (given === undefined || (name === "" && secret === "")) return url;
  return `${start}${name}${secret && `:${secret}`}@${url.slice(given.length)}`;
}
