import type postgres from "postgres";
import { parse } from "postgres-array";

/** An array type and the type of its elements, as object identifiers of `pg_type`. */
interface ArrayType {
  oid: number;
  element: number;
}

/**
 * Lets a connection send and return arrays of all types but composite ones. The driver does this itself with
 * `fetch_types`, but does not handle the error if the connection is closed during its query, which ends the
 * process. It also returns null elements as text. Rejects as any statement does.
 */
export async function addArrayTypes(sql: postgres.Sql): Promise<void> {
  const types = await sql.unsafe<ArrayType[]>(`
    select typarray as oid, oid as element
    from pg_type
    where typarray <> 0 and typtype <> 'c'`);
  const { parsers, serializers } = sql.options;
  for (const { oid, element } of types) {
    parsers[oid] = (text: string) => parse(text, parsers[element] ?? String);
    serializers[oid] = (values: unknown[]) => toArrayText(values, serializers[element] ?? String);
  }
}

function toArrayText(values: unknown[], serialize: (value: never) => unknown): string {
  const elements = values.map((value) =>
    // The serializer is that of the element type, to which the caller's value belongs.
    value === null ? "null" : `"${String(serialize(value as never)).replace(/["\\]/g, "\\$&")}"`,
  );
  return `{${elements.join(",")}}`;
}
