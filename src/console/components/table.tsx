import type { ReactNode } from "react";

/** One column: its heading and what it shows of a row. */
export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Aligned to the right, as numbers are. */
  number?: boolean;
  /** Stands under the column, for all rows. */
  total?: ReactNode;
  /** Left out where the window is narrow. */
  wideOnly?: boolean;
}

interface TableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

/** Rows under headings; scrolls sideways by itself where it does not fit. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  const look = ({ number, wideOnly }: Column<Row>) =>
    `px-3 py-3 first:pl-5 last:pr-5 ${number ? "text-right" : "text-left"} ${
      wideOnly ? "hidden lg:table-cell" : ""
    }`;
  // What can be done with a row stays in sight while the rest scrolls under it.
  const stuck = ({ head }: Column<Row>) => (head === "" ? "sticky right-0 bg-card" : "");
  return (
    <div tabIndex={0} role="region" aria-label={label} className="overflow-x-auto">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line text-small text-ink-3">
            {columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className={`${look(column)} font-medium whitespace-nowrap`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line last:border-0">
              {columns.map((column, index) => (
                <td key={index} className={`${look(column)} ${stuck(column)}`}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {columns.some(({ total }) => total !== undefined) && (
          <tfoot>
            <tr className="border-t border-edge font-semibold">
              {columns.map((column, index) => (
                <td key={index} className={look(column)}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
