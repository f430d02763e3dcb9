/** A row of a bounded page. */
interface ExaminedRow {
  /** Whether the row matches the filter. Only such rows are shown. */
  isMatch: boolean;
  /** Whether it is the last row that the page examined although more may follow. */
  isEnd: boolean;
}

/**
 * Returns the rows to show, and the row after which the next page continues, undefined after the last page.
 * A page can have fewer rows than `limit` although more follow, because a list examines a limited number of
 * rows (see `list_generations`).
 *
 * @param rows the result of a list function with the limit `limit + 1`
 */
export function splitPage<Row extends ExaminedRow>(
  rows: Row[],
  limit: number,
): { shown: Row[]; last: Row | undefined } {
  const shown = rows.filter(({ isMatch }) => isMatch).slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : rows.find(({ isEnd }) => isEnd);
  return { shown, last };
}
