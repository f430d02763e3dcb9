/** Yields the items of a list, page by page. The next page is read when its first item is asked for. */
export async function* iteratePages(read) {
  let page = await read({});
  yield* page.data;
  while (page.next_cursor !== null) {
    page = await read({ cursor: page.next_cursor });
    yield* page.data;
  }
}
