const DATABASE_URL = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/;

/**
 * Returns one URL for each host that a database URL names, as in `postgres://h1:5432,h2:5432/name`.
 * Returns undefined where it is no database URL.
 */
export function listHostUrls(url: string): string[] | undefined {
  const [, start, hosts, rest] = DATABASE_URL.exec(url) ?? [];
  if (start === undefined || hosts === undefined || rest === undefined) return undefined;
  const urls = hosts.split(",").map((host) => `${start}${host}${rest}`);
  return urls.every((each) => URL.canParse(each)) ? urls : undefined;
}

/** The hosts of a database URL, one of which accepts writes. */
export interface Hosts {
  count: number;
  /** The URL of the host that is used at present. */
  current(): string;
  /** Moves on to the next host, unless another caller has moved on from `url` before. */
  leave(url: string): void;
}

/** Starts with the first host. */
export function openHosts(url: string): Hosts {
  const urls = listHostUrls(url) ?? [url];
  let index = 0;
  const current = () => urls[index] ?? url;
  return {
    count: urls.length,
    current,
    leave(left) {
      if (left === current()) index = (index + 1) % urls.length;
    },
  };
}
