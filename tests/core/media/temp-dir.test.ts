import { afterAll, beforeAll, expect, test } from "bun:test";
import { exists, mkdir, readdir, utimes } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { type App, startApp } from "../../support/app.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { eventually } from "../../support/eventually.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const HOUR_MS = 3_600_000;

let app: App;
let folder: string;

beforeAll(async () => {
  // The cleanup of a worker could precede that of a test.
  app = await startApp({ worker: false });
  folder = join(app.dataDir, "tmp");
});

afterAll(() => app.stop());

test("temporary files of a killed process are deleted after several hours, and no others", async () => {
  await createFolder("attempt-old", 7);
  await createFolder("attempt-recent", 5);
  await createFolder("0198-old-request", 24 * 30);
  await Bun.write(join(folder, "stray"), "a file");
  await setAge(join(folder, "stray"), 7);
  const drafts = join(app.dataDir, "files", "drafts");
  await Bun.write(join(drafts, "old"), "half an object");
  await setAge(join(drafts, "old"), 7);
  await Bun.write(join(drafts, "recent"), "half an object");
  const spare = join(app.dataDir, "tmp-spare", "old");
  await mkdir(spare, { recursive: true });
  await setAge(spare, 7);
  await Bun.write(join(app.dataDir, "kept", "old.png"), "not in a temporary folder");
  await setAge(join(app.dataDir, "kept", "old.png"), 24 * 365);
  await runCleanup(app.ctx);
  expect(await app.logged("cleanup_finished")).toContain('"scratch":5');
  expect(await readdir(folder)).toEqual(["attempt-recent"]);
  expect(await readdir(drafts)).toEqual(["recent"]);
  expect(await exists(spare)).toBe(false);
  expect(await exists(join(app.dataDir, "kept", "old.png"))).toBe(true);
});

test("a partial upload whose server was killed is deleted after several hours", async () => {
  const child = await startServerProcess(app, "serve");
  const { key } = await app.customer();
  const socket = connect(Number(new URL(child.url).port), "127.0.0.1");
  // The killed server does not close the connection properly.
  socket.on("error", () => undefined);
  socket.write(partialUpload(key));
  const name = await findRequestFolder();
  child.kill("SIGKILL");
  await child.exited();
  socket.destroy();
  await runCleanup(app.ctx);
  expect(await readdir(join(folder, name))).not.toEqual([]);
  await setAge(join(folder, name), 7);
  await runCleanup(app.ctx);
  expect(await exists(join(folder, name))).toBe(false);
});

test("a request whose first image is damaged leaves no file of the others", async () => {
  const { call } = await app.customer();
  const size = { width: 64, height: 32, index: 1 };
  const png = Buffer.from(await renderBase64({ ...size, format: "png" }), "base64");
  const damaged = png.subarray(0, png.length - 30);
  // The bytes after the end of the image are removed, which takes longer than to find the damage.
  const jpeg = Buffer.from(await renderBase64({ ...size, format: "jpeg" }), "base64");
  const long = Buffer.concat([jpeg, Buffer.alloc(20_000_000)]);
  const send = (images: Uint8Array<ArrayBuffer>[]) => {
    const body = new FormData();
    body.append("model", "gpt-image-2");
    body.append("prompt", "a hill");
    body.append("async", "true");
    for (const image of images) body.append("reference_image", new Blob([image]));
    return call("/api/v1/images/generations", { method: "POST", body });
  };
  const rejected = await send([damaged, long, long]);
  expect(await rejected.text()).toContain("The image is damaged and cannot be read.");
  // Images are processed in turn, so the others have been processed when this one has.
  expect((await send([long])).status).toBe(202);
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.endsWith("-clean"))).toEqual([]);
});

async function createFolder(name: string, hours: number): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await Bun.write(join(folder, name, "0.png"), "half an image");
  await setAge(join(folder, name), hours);
}

function setAge(path: string, hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR_MS);
  return utimes(path, then, then);
}

/** Returns the folder of a request whose file has started to arrive. */
function findRequestFolder(): Promise<string> {
  return eventually(
    async () => {
      for (const name of await readdir(folder)) {
        if (name !== "attempt-recent" && (await readdir(join(folder, name))).length > 0)
          return name;
      }
      return undefined;
    },
    { message: "No request wrote a file" },
  );
}

function partialUpload(key: string): string {
  const field = (name: string, more = "") =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const lines = [
    "POST /api/v1/images/generations HTTP/1.1",
    ...["Host: darkroom", `Authorization: Bearer ${key}`, "Content-Length: 1000000"],
    "Content-Type: multipart/form-data; boundary=b",
  ];
  const file = field("reference_image", '; filename="a.png"\r\nContent-Type: image/png');
  return `${lines.join("\r\n")}\r\n\r\n${field("prompt")}a hill\r\n${file}${"x".repeat(90_000)}`;
}
