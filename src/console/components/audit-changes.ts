type Details = Record<string, unknown>;

const NO_VALUE = "–";
// Never changes, or is shown elsewhere in the entry.
const OMITTED = ["id", "created_at"];
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:/;

/** Returns the changes of an audit log entry, one per line, with the field names of the API. */
export function describeChanges({ before, after, ...rest }: Details): string[] {
  const lines = Object.entries(rest).map(([name, value]) => toLine(name, formatValue(value)));
  const [oldFields, newFields] = [toFieldMap(before), toFieldMap(after)];
  const names = [...new Set([...oldFields.keys(), ...newFields.keys()])];
  const changes = names.flatMap((name) => {
    const [oldValue, newValue] = [
      formatValue(oldFields.get(name)),
      formatValue(newFields.get(name)),
    ];
    if (oldValue === newValue) return [];
    return [toLine(name, before == null ? newValue : `${oldValue} → ${newValue}`)];
  });
  return [...lines, ...changes];
}

/** Returns the fields of an object, or the credits of a price list by scope: no other list is compared. */
function toFieldMap(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map(toPriceField));
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(Object.entries(value).filter(([name]) => !OMITTED.includes(name)));
}

/** Returns the scope of a price, which is unique in the list, and its credits. */
function toPriceField(value: unknown): [scope: string, credits: unknown] {
  if (typeof value !== "object" || value === null) return [formatValue(value), ""];
  const { credits, ...scope } = { credits: undefined, ...value };
  const names = ["dialect", "model", "tier", "quality"];
  const parts = new Map<string, unknown>(Object.entries(scope));
  return [names.map((name) => formatValue(parts.get(name))).join(" · "), credits];
}

function formatValue(value: unknown): string {
  if (value === undefined || value === null) return NO_VALUE;
  if (Array.isArray(value))
    return value.length === 0 ? NO_VALUE : value.map(formatValue).join(", ");
  if (typeof value === "object") return Object.values(value).map(formatValue).join(" ");
  if (typeof value === "string" && TIMESTAMP.test(value)) return toMinute(value);
  return String(value);
}

/** Some stored names are in camel case; the API's are in snake case. */
function toLine(name: string, value: string): string {
  const field = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${field}: ${value}`;
}

function toMinute(timestamp: string): string {
  const [day = "", time = ""] = new Date(timestamp).toISOString().split("T");
  return `${day} ${time.slice(0, 5)} UTC`;
}
