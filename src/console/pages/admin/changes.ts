type Details = Record<string, unknown>;

const NOTHING = "–";
// Never changed, or told beside.
const LEFT_OUT = ["id", "created_at"];
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:/;

/** What a line of the audit log says was changed, one change a line, in the words of the API. */
export function describeChanges({ before, after, ...rest }: Details): string[] {
  const lines = Object.entries(rest).map(([name, value]) => `${name}: ${show(value)}`);
  const [former, latter] = [toFieldMap(before), toFieldMap(after)];
  const names = [...new Set([...former.keys(), ...latter.keys()])];
  const changes = names.flatMap((name) => {
    const [was, is] = [show(former.get(name)), show(latter.get(name))];
    if (was === is) return [];
    return [before == null ? `${name}: ${is}` : `${name}: ${was} → ${is}`];
  });
  return [...lines, ...changes];
}

function toFieldMap(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map(toPriceField));
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(Object.entries(value).filter(([name]) => !LEFT_OUT.includes(name)));
}

/** A price by its place in the list, which holds each once. */
function toPriceField(value: unknown): [place: string, credits: unknown] {
  if (typeof value !== "object" || value === null) return [show(value), ""];
  const { credits, ...place } = { credits: undefined, ...value };
  const names = ["dialect", "model", "tier", "quality"];
  const parts = new Map<string, unknown>(Object.entries(place));
  return [names.map((name) => show(parts.get(name))).join(" · "), credits];
}

function show(value: unknown): string {
  if (value === undefined || value === null) return NOTHING;
  if (Array.isArray(value)) return value.length === 0 ? NOTHING : value.map(show).join(", ");
  if (typeof value === "object") return Object.values(value).map(show).join(" ");
  if (typeof value === "string" && MOMENT.test(value)) return toMinute(value);
  return String(value);
}

function toMinute(moment: string): string {
  const [day = "", time = ""] = new Date(moment).toISOString().split("T");
  return `${day} ${time.slice(0, 5)} UTC`;
}
