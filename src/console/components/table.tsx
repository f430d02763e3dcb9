import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A column of a table. */
export interface TableColumn<Row> {
  /** The heading. Empty for the column of row actions. */
  head: string;
  cell: (row: Row) => ReactNode;
  /** Whether the column is right-aligned. */
  number?: boolean;
  /** The footer cell. */
  total?: ReactNode;
  /** Hidden on tablets, where a row is narrow. Phones show all columns. */
  wideOnly?: boolean;
}

interface TableProps<Row> {
  label: string;
  columns: TableColumn<Row>[];
  rows: Row[];
  getRowKey: (row: Row) => string;
}

/** A row on phones: the first cell and the actions in one line, then one line per cell with its heading. */
const ROW_CLASS = `border-b border-line last:border-0 max-sm:grid
  max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-1.5 max-sm:px-5 max-sm:py-4`;

/** A table. It scrolls horizontally if it does not fit, and on phones each row is a block of lines. */
export function Table<Row>({ label, columns, rows, getRowKey }: TableProps<Row>) {
  const { t } = useTranslation();
  // Positioned, because hidden headings would otherwise widen the page instead of what scrolls.
  return (
    <div tabIndex={0} role="group" aria-label={label} className="relative overflow-x-auto">
      <table className="w-full border-collapse max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-small text-ink-3">
            {columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className={`${getCellClass(column)} align-bottom font-medium`}
              >
                {column.head || <span className="sr-only">{t("common.actions")}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <tr key={getRowKey(row)} className={ROW_CLASS}>
              {columns.map((column, index) => (
                <Cell key={index} column={column} isFirst={index === 0}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
        {columns.some(({ total }) => total !== undefined) && (
          <tfoot className="max-sm:block">
            <tr className={`${ROW_CLASS} border-t! border-edge font-semibold`}>
              {columns.map((column, index) => (
                <Cell key={index} column={column} isFirst={index === 0}>
                  {column.total}
                </Cell>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

interface CellProps<Row> {
  column: TableColumn<Row>;
  isFirst: boolean;
  children: ReactNode;
}

function Cell<Row>({ column, isFirst, children }: CellProps<Row>) {
  const isEmpty = children === undefined || children === null || children === false;
  const isAction = column.head === "";
  // The column of row actions stays visible while the others scroll.
  const layout = isAction
    ? "sticky right-0 bg-card max-sm:col-start-2 max-sm:row-start-1"
    : isFirst
      ? ""
      : "max-sm:col-span-2 max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4";
  return (
    <td
      className={`${getCellClass(column)} ${layout} max-sm:p-0! ${isEmpty ? "max-sm:hidden" : ""}`}
    >
      {!isFirst && !isAction && (
        <span aria-hidden className="shrink-0 text-small text-ink-3 sm:hidden">
          {column.head}
        </span>
      )}
      <div className={isFirst || isAction ? "min-w-0" : "min-w-0 max-sm:text-right"}>
        {children}
      </div>
    </td>
  );
}

function getCellClass<Row>({ number, wideOnly }: TableColumn<Row>): string {
  return `px-3 py-3 first:pl-5 last:pr-5 ${number ? "text-right" : "text-left"} ${
    wideOnly ? "sm:max-lg:hidden" : ""
  }`;
}
