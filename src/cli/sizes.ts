import type { Context } from "../app/context.ts";
import { AppError } from "../foundation/errors.ts";
import { CLI } from "../core/audit/actor.ts";
import * as legacySizes from "../core/models/legacy-sizes.ts";
import { formatSize, parseSize } from "../core/models/sizes.ts";
import type { PixelSize } from "../providers/provider.ts";
import { command } from "./command.ts";
import { argument, type OptionKind, REASON, required } from "./options.ts";
import { withRuntime } from "./runtime.ts";
import { table } from "./terminal.ts";

const SIZE = argument(sizeOption("SIZE"), "Size that clients ask for, such as 512x512");

/** Lists the legacy sizes. */
export const sizesList = command({
  name: "sizes list",
  summary: "List sizes that images of the OpenAI-compatible API are resized to",
  options: {},
  async run(context) {
    const listed = await withRuntime(context, (ctx) => legacySizes.listLegacySizes(ctx));
    const sizes = listed.map(({ size, generated }) => ({
      size: formatSize(size),
      generated_size: formatSize(generated),
    }));
    const lines = sizes.map(({ size, generated_size }) => [size, generated_size]);
    context.terminal.result({ sizes }, table([["SIZE", "GENERATED AS"], ...lines]));
  },
});

/** Adds or changes a legacy size. */
export const sizesSet = command({
  name: "sizes set",
  changes: true,
  summary: "Accept a size that models do not generate, and resize images to it",
  options: {
    size: SIZE,
    to: required(sizeOption("SIZE"), "Size that is generated, and that determines the price"),
    reason: REASON,
  },
  async run(context, { size, to, reason = null }) {
    await withRuntime(context, async (ctx) => {
      const others = await listOthers(ctx, size);
      const sizes = [...others, { size, generated: to }];
      await legacySizes.replaceLegacySizes(ctx, sizes, { ...CLI, reason });
    });
    const [name, generated_size] = [formatSize(size), formatSize(to)];
    context.terminal.result({ size: name, generated_size }, [
      `Images of ${name} are now generated as ${generated_size} and resized.`,
    ]);
  },
});

/** Removes a legacy size. */
export const sizesRemove = command({
  name: "sizes remove",
  changes: true,
  summary: "Reject a size that models do not generate",
  options: { size: SIZE, reason: REASON },
  async run(context, { size, reason = null }) {
    const name = formatSize(size);
    await withRuntime(context, async (ctx) => {
      const others = await listOthers(ctx, size);
      const all = await legacySizes.listLegacySizes(ctx);
      if (others.length === all.length)
        throw new AppError("not_found", `There is no size ${name}: see the list of sizes.`);
      await legacySizes.replaceLegacySizes(ctx, others, { ...CLI, reason });
    });
    context.terminal.result({ size: name }, [`Removed the size ${name}.`]);
  },
});

async function listOthers(ctx: Context, size: PixelSize): Promise<legacySizes.LegacySize[]> {
  const all = await legacySizes.listLegacySizes(ctx);
  return all.filter((each) => formatSize(each.size) !== formatSize(size));
}

function sizeOption(placeholder: string): OptionKind<PixelSize> {
  return {
    placeholder,
    read(given) {
      const value = parseSize(given);
      return value === undefined ? { fault: "must be WIDTHxHEIGHT in pixels" } : { value };
    },
  };
}
