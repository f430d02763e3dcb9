/** Returns an environment variable; undefined if it is not set, and in runtimes without them. */
export function readVariable(name) {
  try {
    // Looked up by name, because web pages do not have it.
    const value = Object(Reflect.get(globalThis, "process")).env?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    // Some runtimes deny access without a permission.
    return undefined;
  }
}
