import type { ReactNode } from "react";

/** A column of a table. */
export interface TableColumn<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Whether the column is right-aligned. */
  number?: boolean;
  /** The footer cell. */
  total?: ReactNode;
  /** Hidden on narrow screens. */
  wideOnly?: boolean;
}

interface TableProps<Row> {
  label: string;
  columns: TableColumn<Row>[];
  rows: Row[];
  getRowKey: (row: Row) => string;
}

/** A table that scrolls horizontally if it does not fit. */
export function Table<Row>({ label, columns, rows, getRowKey }: TableProps<Row>) {
  const cellClass = ({ number, wideOnly }: TableColumn<Row>) =>
    `px-3 py-3 first:pl-5 last:pr-5 ${number ? "text-right" : "text-left"} ${
      wideOnly ? "hidden lg:table-cell" : ""
    }`;
  // The column of row actions, which has no heading, stays visible while the others scroll.
  const stickyClass = ({ head }: TableColumn<Row>) => (head === "" ? "sticky right-0 bg-card" : "");
  return (
    <div tabIndex={0} role="region" aria-label={label} className="overflow-x-auto">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line text-small text-ink-3">
            {columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className={`${cellClass(column)} font-medium whitespace-nowrap`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={getRowKey(row)} className="border-b border-line last:border-0">
              {columns.map((column, index) => (
                <td key={index} className={`${cellClass(column)} ${stickyClass(column)}`}>
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
                <td key={index} className={cellClass(column)}>
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
