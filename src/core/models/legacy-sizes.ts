import * as queries from "../../../generated/queries/legacy-sizes.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { PixelSize } from "../../providers/provider.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import { findSizeFault, formatSize } from "./sizes.ts";

/** A size that no model generates, and the size that is generated and then resized to it. */
interface LegacySize {
  size: PixelSize;
  generated: PixelSize;
}

// The images are stretched to the size, by at most this share.
const MAX_STRETCH = 0.02;
const [MIN_EDGE, MAX_EDGE] = [16, 3840];

/** Lists the legacy sizes, by width and height. */
export async function listLegacySizes(ctx: Context): Promise<LegacySize[]> {
  const rows = await queries.listLegacySizes.run(undefined, ctx.db);
  return rows.map(({ width, height, generatedWidth, generatedHeight }) => ({
    size: { width, height },
    generated: { width: generatedWidth, height: generatedHeight },
  }));
}

/** Returns the size that is generated for a legacy size, or undefined if it is none. */
export async function findGeneratedSize(
  ctx: Context,
  size: PixelSize,
): Promise<PixelSize | undefined> {
  if (!isEdge(size.width) || !isEdge(size.height)) return undefined;
  const [row] = await queries.findLegacySize.run(size, ctx.db);
  return row && { width: row.generatedWidth, height: row.generatedHeight };
}

/** Replaces all legacy sizes and writes an audit entry. Throws `invalid_request` for an invalid one. */
export async function replaceLegacySizes(
  ctx: Context,
  sizes: LegacySize[],
  actor: Actor = CLI,
): Promise<void> {
  const names = new Set(sizes.map(({ size }) => formatSize(size)));
  if (names.size < sizes.length) throw invalid("data", "must not repeat a size");
  for (const each of sizes) assertLegacySize(each);
  const wanted = {
    widths: sizes.map(({ size }) => size.width),
    heights: sizes.map(({ size }) => size.height),
    generatedWidths: sizes.map(({ generated }) => generated.width),
    generatedHeights: sizes.map(({ generated }) => generated.height),
  };
  await queries.replaceLegacySizes.run({ ...actor, ...wanted }, ctx.db);
}

/**
 * Adds a legacy size or changes its generated size, and writes an audit entry. Throws
 * `invalid_request` for an invalid one.
 */
export async function setLegacySize(
  ctx: Context,
  wanted: LegacySize,
  actor: Actor = CLI,
): Promise<void> {
  assertLegacySize(wanted);
  const { size, generated } = wanted;
  const edges = { generatedWidth: generated.width, generatedHeight: generated.height };
  await queries.setLegacySize.run({ ...actor, ...size, ...edges }, ctx.db);
}

/** Removes a legacy size and writes an audit entry. Throws `not_found` if there is no such size. */
export async function removeLegacySize(
  ctx: Context,
  size: PixelSize,
  actor: Actor = CLI,
): Promise<void> {
  const [row] = await queries.removeLegacySize.run({ ...actor, ...size }, ctx.db);
  if (row?.isRemoved !== true)
    throw new AppError(
      "not_found",
      `There is no legacy size ${formatSize(size)}: \`sizes list\` lists them.`,
    );
}

function assertLegacySize({ size, generated }: LegacySize): void {
  const name = formatSize(size);
  if (!isEdge(size.width) || !isEdge(size.height))
    throw invalid(name, `must have edges of ${MIN_EDGE} to ${MAX_EDGE} pixels`);
  if (findSizeFault(size) === undefined)
    throw invalid(name, "is generated without resizing, so it is no legacy size");
  const fault = findSizeFault(generated);
  if (fault !== undefined)
    throw invalid(name, `cannot be generated as ${formatSize(generated)}: ${fault}`);
  const [one, other] = [size.width * generated.height, size.height * generated.width];
  if (Math.abs(one - other) > MAX_STRETCH * one)
    throw invalid(name, `must have nearly the ratio of ${formatSize(generated)}`);
}

function isEdge(pixels: number): boolean {
  return pixels >= MIN_EDGE && pixels <= MAX_EDGE;
}

function invalid(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
