/** A page of a list. */
export interface Page<Item> {
  data: Item[];
  /** The `cursor` of the next page; null on the last page. */
  next_cursor: string | null;
}
/** Yields the items of a list, page by page. The next page is read when its first item is asked for. */
export declare function iteratePages<Item>(
  read: (position: { cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined>;
