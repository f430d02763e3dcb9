import type { components } from "../../../../generated/account/server.ts";
import type { Upload } from "../../../http/upload.ts";
import { readCreateHeaders } from "../../../http/create-headers.ts";
import type { Context } from "../../../app/context.ts";
import { submitGeneration } from "../../../core/generations/create.ts";
import { getGenerationDetails } from "../../../core/generations/list.ts";
import { readThroughOutage } from "../../../core/generations/unconfirmed-create.ts";
import * as models from "../../../core/models/models.ts";
import * as plans from "../../../core/billing/plans.ts";
import * as quotes from "../../../core/billing/quotes.ts";
import { formatSize } from "../../../core/models/sizes.ts";
import { toModelCard } from "../../model-card.ts";
import { toPlayground, toQuoted } from "../../quotes.ts";
import { AppError } from "../../../foundation/errors.ts";
import { toGenerationResponse } from "../generation-mapping.ts";
import type { AccountCall } from "../call.ts";

// The limit of the console, also for API keys in the Account API; else they have the limits of their plan.
const MAX_RUNNING = 10;
const SIZES = [
  "auto",
  "1024x1024",
  "1536x1024",
  "1024x1536",
  "2048x2048",
  "2048x1152",
  "3840x2160",
  "2160x3840",
];

/** The playground, with the prices of the hub API. */
export const playgroundRoutes = { listModels, quote, createGeneration };

async function listModels(call: AccountCall<"listModels">) {
  const rows = await models.listModels(call.ctx, "hub");
  // The console preselects the first model.
  const ordered = rows.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const data = ordered.map((model) =>
    toModelCard(model, { sizes: SIZES, max_images: model.maxImages }),
  );
  return call.reply(200, { object: "list", data });
}

async function quote(call: AccountCall<"quote">) {
  const { ctx, caller, body } = call;
  const { dialect } = body;
  const request = toQuoted(dialect, body, await models.getModel(ctx, body.model));
  const { model, n, size, tier, quality, aspectRatio } = request;
  const priced = { dialect, model, tier, quality };
  const { unitCredits, spendable, monthLeft } = await quotes.getQuote(
    ctx,
    caller.accountId,
    priced,
  );
  const credits = n * unitCredits;
  return call.reply(200, {
    credits,
    unit_credits: unitCredits,
    n,
    size: formatSize(size),
    aspect_ratio: aspectRatio,
    tier,
    // The APIs with quotes have these qualities.
    quality: quality as components["schemas"]["RenderQuality"],
    available: spendable,
    enough: credits <= spendable && credits <= (monthLeft ?? Infinity),
  });
}

async function createGeneration(call: AccountCall<"createGeneration">) {
  const { ctx, caller, body } = call;
  const { accountId, keyId } = caller;
  const { idempotencyKey } = readCreateHeaders(call.request.headers);
  const files = "reference_image" in body ? (body.reference_image ?? []) : [];
  const request = toPlayground(toHubBody(body, files), await models.getModel(ctx, body.model));
  const planLimit = await getRunningLimit(ctx, accountId);
  const runningLimit = Math.min(planLimit, caller.runningLimit ?? planLimit);
  const { generationId, replayed } = await submitGeneration(ctx, {
    caller: { accountId, runningLimit, ...(keyId !== undefined && { keyId }) },
    dialect: "hub",
    route: "playground",
    request,
    received: files.map(({ path }, index) => ({ path, field: ["reference_image", index] })),
    idempotencyKey,
    signal: call.signal,
  });
  if (replayed) call.setHeader("idempotent-replayed", "true");
  const read = { id: generationId, signal: call.signal };
  const row = await readThroughOutage(ctx, read, () =>
    getGenerationDetails(ctx, accountId, generationId),
  );
  return call.reply(202, await toGenerationResponse(ctx, accountId, row));
}

/** Returns the fields that the playground shares with the hub API. */
function toHubBody(body: AccountCall<"createGeneration">["body"], files: Upload[]) {
  return {
    prompt: body.prompt,
    size: body.size,
    aspect_ratio: body.aspect_ratio,
    quality: body.quality,
    n: body.n,
    output_format: body.output_format,
    background: body.background,
    user: body.user,
    reference_image: files,
  };
}

/** Returns the limit of running generations. Throws `forbidden` if the plan excludes the hub API. */
async function getRunningLimit(ctx: Context, accountId: string): Promise<number> {
  const access = await plans.listAccess(ctx, accountId);
  const hub = access.find(({ dialect }) => dialect === "hub");
  if (hub?.allowed === false) {
    throw new AppError("forbidden", "Your plan does not include the Image Hub API.");
  }
  return Math.min(MAX_RUNNING, hub?.runningLimit ?? MAX_RUNNING);
}
