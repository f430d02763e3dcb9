const DATABASE_URL = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/;

/**
 * Returns one URL for each host of a database URL, such as `postgres://h1:5432,h2:5432/name`. Returns
 * undefined if `url` is not a database URL.
 */
export function listHostUrls(url: string): string[] | undefined {
  const [, start, hosts, rest] = DATABASE_URL.exec(url) ?? [];
  if (start === undefined || hosts === undefined || rest === undefined) return undefined;
  const urls = hosts.split(",").map((host) => `${start}${host}${rest}`);
  return urls.every((each) => URL.canParse(each)) ? urls : undefined;
}

/** The hosts of a database URL. One of them accepts writes. */
export interface Hosts {
  count: number;
  /** Returns the URL of the current host. */
  current(): string;
  /** Switches to the next host, unless another caller has already switched from `url`. */
  leave(url: string): void;
}

/** Creates the list with the first host as the current one. */
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
