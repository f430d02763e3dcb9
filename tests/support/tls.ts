const folder = new URL("../fixtures/tls/", import.meta.url);
const read = (name: string) => Bun.file(new URL(name, folder)).text();

/** The authority that signed `good`, in PEM. */
export const authority = await read("authority.pem");

/** Key and certificate of a TLS server: see tests/fixtures/tls/README.md. */
export async function leaf(name: "good" | "expired" | "self-signed") {
  return { key: await read("receiver.key"), cert: await read(`${name}.pem`) };
}
