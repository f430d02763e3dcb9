/**
 * The maximum number of segments or chunks of an image whose parts are copied. An image with more is encoded
 * again: each part takes time and memory, and a file of 50 MB can consist of millions of empty ones.
 */
export const MAX_PARTS = 10_000;
