/** Files embedded in the binary: texts as strings, and Scalar as a file path. */
declare module "*.md" {
  const text: string;
  export default text;
}
declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
/** Text for the pages, and a module for the test that runs it. */
declare module "*/verify.mjs" {
  const text: string;
  export default text;
  export function isGenuine(body: Uint8Array, signature: string, secret: string): boolean;
}
/** Samples of the pages. */
declare module "*.client.mjs" {
  const text: string;
  export default text;
}
declare module "*.openai.mjs" {
  const text: string;
  export default text;
}
declare module "*.fetch.mjs" {
  const text: string;
  export default text;
}
declare module "*.sh" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
declare module "*.go" {
  const text: string;
  export default text;
}
declare module "*/standalone.js" {
  const path: string;
  export default path;
}
