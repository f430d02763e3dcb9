/** Reads a form by the names of its fields: trimmed, undefined where nothing was typed. */
export function readForm(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string): string | undefined => {
    const value = data.get(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  return {
    text,
    /** As typed: the blanks of a password belong to it. */
    exact: (name: string) => String(data.get(name) ?? ""),
    whole: (name: string): number | undefined => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
    all: (name: string) => data.getAll(name).map(String),
  };
}
