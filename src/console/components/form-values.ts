/** Reads the fields of a form by name. Values are trimmed; empty ones are undefined. */
export function readForm(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string): string | undefined => {
    const value = data.get(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  return {
    text,
    /** Returns the value untrimmed: whitespace is part of a password. */
    exact: (name: string) => String(data.get(name) ?? ""),
    integer: (name: string): number | undefined => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
    all: (name: string) => data.getAll(name).map(String),
  };
}
