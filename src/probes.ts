import type { Context } from "./context.ts";

/** Answers the operator's questions; undefined for any other path. */
export async function answerProbe(
  ctx: Context,
  request: Request,
  pathname: string,
): Promise<Response | undefined> {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  if (pathname === "/healthz") return Response.json({ status: "ok" });
  if (pathname === "/readyz") return readiness(ctx);
  return undefined;
}

async function readiness(ctx: Context): Promise<Response> {
  if (ctx.closing.aborted) return Response.json({ status: "closing" }, { status: 503 });
  const checks = { database: ctx.db.query("select 1", []), storage: ctx.storage.check() };
  const told = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const ok = await Promise.resolve(check).then(
        () => true,
        (cause: unknown) => {
          ctx.log.error("not_ready", { check: name, cause });
          return false;
        },
      );
      return [name, ok ? "ok" : "failed"] as const;
    }),
  );
  const ready = told.every(([, state]) => state === "ok");
  const status = ready ? "ok" : "failed";
  return Response.json({ status, ...Object.fromEntries(told) }, { status: ready ? 200 : 503 });
}
