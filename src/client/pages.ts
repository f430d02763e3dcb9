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
export async function* iteratePages<Item>(
  read: (position: { cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let page = await read({});
  yield* page.data;
  while (page.next_cursor !== null) {
    page = await read({ cursor: page.next_cursor });
    yield* page.data;
  }
}

/** The same for a list of the OpenAI-compatible API. */
export async function* iterateAfter<Item>(
  read: (position: { after?: string }) => Promise<PageAfter<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let page = await read({});
  yield* page.data;
  while (page.has_more && page.last_id !== null) {
    page = await read({ after: page.last_id });
    yield* page.data;
  }
}
