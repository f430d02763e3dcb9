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
  summary: "List the legacy sizes, to which images of the OpenAI-compatible API are resized",
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
  summary: "Add or change a legacy size, which no model generates; images are resized to it",
  options: {
    size: SIZE,
    to: required(sizeOption("SIZE"), "Size that is generated, and that determines the price"),
    reason: REASON,
  },
  async run(context, { size, to, reason = null }) {
    const wanted = { size, generated: to };
    await withRuntime(context, (ctx) => legacySizes.setLegacySize(ctx, wanted, { ...CLI, reason }));
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
  summary: "Remove a legacy size; requests for it are then rejected",
  options: { size: SIZE, reason: REASON },
  async run(context, { size, reason = null }) {
    const name = formatSize(size);
    await withRuntime(context, (ctx) =>
      legacySizes.removeLegacySize(ctx, size, { ...CLI, reason }),
    );
    context.terminal.result({ size: name }, [`Removed the legacy size ${name}.`]);
  },
});

function sizeOption(placeholder: string): OptionKind<PixelSize> {
  return {
    placeholder,
    read(given) {
      const value = parseSize(given);
      return value === undefined ? { fault: "must be WIDTHxHEIGHT in pixels" } : { value };
    },
  };
}
