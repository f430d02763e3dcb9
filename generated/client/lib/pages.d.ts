/** A page of a list. */
export interface Page<Item> {
  data: Item[];
  /** The `cursor` of the next page; null on the last page. */
  next_cursor: string | null;
}
/** A page of a list of the OpenAI-compatible API. */
export interface PageAfter<Item> {
  data: Item[];
  has_more: boolean;
  /** The `after` of the next page. */
  last_id: string | null;
}
/** Yields the items of a list, page by page. The next page is read when its first item is asked for. */
export declare function iteratePages<Item>(
  read: (position: { cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined>;
/** The same for a list of the OpenAI-compatible API. */
export declare function iterateAfter<Item>(
  read: (position: { after?: string }) => Promise<PageAfter<Item>>,
): AsyncGenerator<Item, void, undefined>;
