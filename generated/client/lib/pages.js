/** Yields the items of a list, page by page. The next page is read when its first item is asked for. */
export async function* iteratePages(read) {
  let page = await read({});
  yield* page.data;
  while (page.next_cursor !== null) {
    page = await read({ cursor: page.next_cursor });
    yield* page.data;
  }
}
/** The same for a list of the OpenAI-compatible API. */
export async function* iterateAfter(read) {
  let page = await read({});
  yield* page.data;
  while (page.has_more && page.last_id !== null) {
    page = await read({ after: page.last_id });
    yield* page.data;
  }
}
