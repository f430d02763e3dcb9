import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { PUBLIC_URL: "https://images.example.com" } });
});
afterAll(() => app.stop());

const PAGES = ["/", "/sign-in", "/docs", "/docs/limits", "/docs/hub", "/docs/missing"];
const OTHERS = [
  "/healthz",
  "/api/v1/models",
  "/api/auth",
  "/openapi.yaml",
  "/files/generations/x.png",
];
const DEVICES = ["camera", "geolocation", "microphone", "payment", "usb"];

function read(path: string): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    headers: { accept: "text/html", host: "images.example.com", "x-forwarded-proto": "https" },
  });
}

test.each(PAGES)(
  "%s uses no devices, runs in no frame and runs no script of other sites",
  async (path) => {
    const { headers } = await read(path);
    const allowed = headers.get("permissions-policy")?.split(", ");
    expect(allowed).toEqual(DEVICES.map((device) => `${device}=()`));
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*(https?:|\*|'unsafe-inline')/);
  },
);

test.each([...PAGES, ...OTHERS])(
  "%s is not sniffed, not named to other sites, and read over https only",
  async (path) => {
    const { headers } = await read(path);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toMatch(/^(no-referrer|same-origin)$/);
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  },
);
