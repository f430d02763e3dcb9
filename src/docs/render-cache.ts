/** Returns the value of a key, made at the first use. */
export type RenderCache<Value> = (key: string, make: () => Promise<Value>) => Promise<Value>;

/**
 * Creates a cache of values that depend on their key only. Concurrent callers of a key share one value. The
 * least recently used value is discarded if there are more than `maxCount`, as readers choose the keys:
 * without PUBLIC_URL, pages name the host of the request.
 */
export function createRenderCache<Value>(maxCount: number): RenderCache<Value> {
  const values = new Map<string, Promise<Value>>();
  return (key, make) => {
    const value = values.get(key) ?? make();
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > maxCount && oldest !== undefined) values.delete(oldest);
    value.catch(() => values.delete(key));
    return value;
  };
}
