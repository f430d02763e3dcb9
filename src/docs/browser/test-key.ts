// Runs in the reader's browser, before Scalar does: puts a test key into what the page shows, and makes
// or revokes one when the reader says so. A key stays in this tab; nothing of ours can tell it again.
import type { components } from "../../../generated/account/client.ts";

type CreatedKey = components["schemas"]["CreatedKey"];

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
      () => {
        target.disabled = false;
        show(panel, "failed");
      },
    );
  });
}

/** What this tab keeps, where it is of this session and still works. */
function findKept(place: string, session: string): CreatedKey | undefined {
  const text = sessionStorage.getItem(place);
  if (text === null) return undefined;
  // Nobody but `create` writes there.
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
  if (!reply.ok) throw new Error(`The key was refused with ${reply.status}.`);
  // The server checks its replies against the types of its contract.
  const key = (await reply.json()) as CreatedKey;
  sessionStorage.setItem(place, JSON.stringify({ ...key, session: dataset["session"] }));
}

async function revoke({ id }: CreatedKey, place: string): Promise<void> {
  const reply = await fetch(`${KEYS}/${id}`, { method: "DELETE" });
  // One that the account no longer has is gone as well.
  if (!reply.ok && reply.status !== 404) throw new Error(`It still works: ${reply.status}.`);
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

/** Shows one part of the panel instead of another; a failure is shown beside them. */
function show(panel: HTMLElement, part: "kept" | "failed"): void {
  for (const each of panel.querySelectorAll<HTMLElement>("[data-when]")) {
    if (each.dataset["when"] === part) each.hidden = false;
    else if (part === "kept") each.hidden = true;
  }
}
