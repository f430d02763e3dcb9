/** Formats the path of a field, such as `images[0].image_url`. */
export function formatFieldPath(path: (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
