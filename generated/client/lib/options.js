import { DarkroomError } from "./errors.js";
/** Options with the key where every call finds it. Throws where there is no address or no key. */
export function withKey({ apiKey, baseUrl, headers, ...options }) {
  if (!baseUrl) throw new DarkroomError("no_base_url", "Say with baseUrl where the server is.");
  if (!apiKey) throw new DarkroomError("no_api_key", "Give an apiKey.");
  return { ...options, baseUrl, headers: { ...headers, Authorization: `Bearer ${apiKey}` } };
}
