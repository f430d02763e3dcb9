/** Returns functions that read the fields of a form by name. */
export function readForm(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string): string | undefined => {
    const value = data.get(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  return {
    /** Returns the trimmed value, or undefined for an empty one. */
    text,
    /** Returns the value untrimmed: whitespace is part of a password. */
    exact: (name: string) => String(data.get(name) ?? ""),
    /** Returns the value of a number field, or undefined for an empty one. The browser checks the field. */
    number: (name: string): number | undefined => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
    /** Returns the values of all fields of this name, such as selected checkboxes. */
    all: (name: string) => data.getAll(name).map(String),
  };
}

/** Returns the fields whose values differ from those that the form has shown. */
export function pickChanges<Fields extends object>(
  fields: Fields,
  former: { [Name in keyof Fields]?: unknown },
): Partial<Fields> {
  const shown = new Map<string, unknown>(Object.entries(former));
  const isChanged = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(shown.get(name));
  // They are fields of the same object.
  return Object.fromEntries(Object.entries(fields).filter(isChanged)) as Partial<Fields>;
}
