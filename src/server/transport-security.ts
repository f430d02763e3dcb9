import type { Config } from "../foundation/config.ts";

// One year, as the preload lists of browsers require.
const HSTS = "max-age=31536000";

/**
 * Returns a function that makes browsers use this host over https only, if PUBLIC_URL is https. The
 * proxy that terminates TLS does not need to add the header.
 */
export function createTransportSecurity({
  publicUrl,
}: Pick<Config, "publicUrl">): (response: Response) => Response {
  if (publicUrl === undefined || !publicUrl.startsWith("https:")) return (response) => response;
  return (response) => {
    response.headers.set("strict-transport-security", HSTS);
    return response;
  };
}
