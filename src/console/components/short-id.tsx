/** The last part of an ID, with the whole ID in its tooltip. Consecutive IDs begin alike. */
export function ShortId({ id }: { id: string }) {
  return (
    <code className="font-mono text-small" title={id}>
      …{id.slice(-12)}
    </code>
  );
}
