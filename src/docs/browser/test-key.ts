// Runs in the browser before Scalar: inserts a test key into the examples of the page, and creates or
// revokes one on request. A key is stored only in this tab; the server cannot show it again.
import type { components } from "../../../generated/account/client.ts";

type CreatedKey = components["schemas"]["CreatedKey"];
type Key = components["schemas"]["Key"];

const KEYS = "/api/account/keys";

const panel = document.querySelector<HTMLElement>("[data-test-key]");
if (panel !== null) start(panel);

function start(panel: HTMLElement): void {
  const { testKey: dialect = "", session = "" } = panel.dataset;
  const place = `darkroom.test-key.${dialect}`;
  const kept = findKept(place, session);
  if (kept === undefined) sessionStorage.removeItem(place);
  else fillIn(panel, kept);
  panel.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const done = kept === undefined ? create(panel, place) : revoke(kept, place);
    target.disabled = true;
    done.then(
      () => location.reload(),
      (error: unknown) => {
        target.disabled = false;
        show(panel, isSignInRequired(error) ? "signIn" : "failed");
      },
    );
  });
}

/** Returns the stored key if it belongs to this session and has not expired. */
function findKept(place: string, session: string): CreatedKey | undefined {
  const text = sessionStorage.getItem(place);
  if (text === null) return undefined;
  // Only `create` writes this entry.
  const { session: from, ...key } = JSON.parse(text) as CreatedKey & { session: string };
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= Date.now();
  return from === session && !isOver ? key : undefined;
}

async function create({ dataset }: HTMLElement, place: string): Promise<void> {
  const reply = await fetch(KEYS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: dataset["wanted"] ?? "",
  });
  if (!reply.ok) throw new Error("The key was not created.", { cause: reply.status });
  // The server's responses match the types of its OpenAPI document.
  const key = (await reply.json()) as CreatedKey;
  sessionStorage.setItem(place, JSON.stringify({ ...key, session: dataset["session"] }));
  await revokeEarlierKeys(key);
}

/** Returns whether the session has ended (401), or the password was entered too long ago (403). */
function isSignInRequired(error: unknown): boolean {
  return error instanceof Error && (error.cause === 401 || error.cause === 403);
}

/** Revokes earlier test keys of the API, most of which belonged to tabs that are closed. */
async function revokeEarlierKeys(key: CreatedKey): Promise<void> {
  const reply = await fetch(KEYS);
  if (!reply.ok) return;
  // The server's responses match the types of its OpenAPI document.
  const { data } = (await reply.json()) as { data: Key[] };
  const earlier = data.filter((each) => each.id !== key.id && isTestKeyLike(key, each));
  await Promise.allSettled(earlier.map(({ id }) => fetch(`${KEYS}/${id}`, { method: "DELETE" })));
}

const DAY_MS = 86_400_000;

/** Returns whether a key is valid and has the name, API, limits and lifetime of a test key. */
function isTestKeyLike(testKey: CreatedKey, { revoked_at, expires_at, ...key }: Key): boolean {
  const names = ["label", "dialect", "requests_per_hour", "running_limit"] as const;
  if (revoked_at !== null || expires_at === null) return false;
  const lifetimeMs = Date.parse(expires_at) - Date.parse(key.created_at);
  return lifetimeMs <= DAY_MS && names.every((name) => testKey[name] === key[name]);
}

async function revoke({ id }: CreatedKey, place: string): Promise<void> {
  const reply = await fetch(`${KEYS}/${id}`, { method: "DELETE" });
  // 404: the key no longer exists.
  if (!reply.ok && reply.status !== 404)
    throw new Error(`Revoking the key failed with status ${reply.status}.`);
  sessionStorage.removeItem(place);
}

function fillIn(panel: HTMLElement, { key, prefix, last_four }: CreatedKey): void {
  show(panel, "kept");
  panel.querySelector("code")?.replaceChildren(`${prefix}…${last_four}`);
  for (const code of document.querySelectorAll("pre code")) {
    code.textContent = (code.textContent ?? "").replaceAll("$API_KEY", key);
  }
  const reference = document.querySelector<HTMLElement>("#api-reference");
  if (reference === null) return;
  const configuration = JSON.parse(reference.dataset["configuration"] ?? "{}");
  const { authentication } = configuration;
  authentication.securitySchemes = { [authentication.preferredSecurityScheme]: { token: key } };
  reference.dataset["configuration"] = JSON.stringify(configuration);
}

/** Shows one part of the panel. A failure is shown in addition to the current part. */
function show(panel: HTMLElement, part: "kept" | "failed" | "signIn"): void {
  for (const each of panel.querySelectorAll<HTMLElement>("[data-when]")) {
    if (each.dataset["when"] === part) each.hidden = false;
    else if (part === "kept" || each.className === "failed") each.hidden = true;
  }
}
