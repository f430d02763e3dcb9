/** Returns the name of the session cookie that a server at a URL sets (`account/cookies.ts`). */
export function getSessionCookieName(baseUrl: string): string {
  return baseUrl.startsWith("https:") ? "__Host-session" : "session";
}
