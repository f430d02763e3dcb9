import { unusableProviders } from "../core/models/usable-providers.ts";
import * as models from "../core/models/models.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import {
  argument,
  defaulted,
  type OptionKind,
  oneOf,
  optional,
  required,
  text,
} from "./options.ts";
import { toRouteWarnings } from "./route-warnings.ts";
import { table } from "./terminal.ts";

const PROVIDERS = ["openai", "kie", "demo"] as const;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;
const NONE = "none";

/** Lists the models. */
export const modelsList = command({
  name: "models list",
  summary: "List the models and the providers that draw them",
  options: {},
  async run(job) {
    const rows = await withRuntime(job, (ctx) => models.listAllModels(ctx));
    const told = rows.map((row) => ({
      id: row.id,
      name: row.name,
      provider: row.provider,
      provider_model: row.providerModel,
      max_images: row.maxImages,
      reference_image_limit: row.referenceImageLimit,
      position: row.position,
      enabled: row.enabled,
      routes: row.routes,
      default_for: row.defaultFor,
    }));
    const lines = told.map((row) => [
      ...[row.id, row.name, row.enabled ? "yes" : "no", String(row.max_images)],
      row.default_for.join(", ") || "-",
      row.routes.join(", ") || `PROVIDER setting (${row.provider_model})`,
    ]);
    job.terminal.answer(
      { models: told },
      table([["ID", "NAME", "ON OFFER", "IMAGES", "DEFAULT FOR", "ROUTES"], ...lines]),
    );
  },
});

const MODEL = argument(nameOption("MODEL"), "The model's id, as customers write it");

const DEFAULT_FOR = optional(
  oneOf("DIALECT", models.DEFAULT_DIALECTS),
  "Use it for requests of this dialect without a model; for hub: the playground's first choice",
);

/** Adds a model. */
export const modelsAdd = command({
  name: "models add",
  changes: true,
  summary: "Put a model on offer; prices apply to it as to any other",
  options: {
    id: MODEL,
    name: required(text("NAME"), "What people call it"),
    provider: defaulted(oneOf("PROVIDER", PROVIDERS), "openai", "Whose model the list says it is"),
    providerModel: optional(
      nameOption("MODEL"),
      "The provider's own name of it; the id if left out",
    ),
    maxImages: defaulted(integerOption(1, 10), 10, "Pictures of one request"),
    referenceImages: defaulted(integerOption(0, 16), 16, "Reference pictures of one request"),
    position: optional(integerOption(0, 100_000), "Its place in the list; last if left out"),
    defaultFor: DEFAULT_FOR,
  },
  async run(job, { referenceImages, providerModel, defaultFor, ...model }) {
    const own = {
      providerModel: providerModel ?? model.id,
      referenceImageLimit: referenceImages,
      defaultFor: defaultFor && [defaultFor],
    };
    await withRuntime(job, (ctx) => models.addModel(ctx, { ...model, ...own }));
    job.terminal.answer({ id: model.id }, [`The model ${model.id} is on offer.`]);
  },
});

/** Changes a model. */
export const modelsSet = command({
  name: "models set",
  changes: true,
  summary: "Change a model: what is left out stays",
  options: {
    id: MODEL,
    name: optional(text("NAME"), "What people call it"),
    provider: optional(oneOf("PROVIDER", PROVIDERS), "Whose model the list says it is"),
    providerModel: optional(nameOption("MODEL"), "The provider's own name of it"),
    maxImages: optional(integerOption(1, 10), "Pictures of one request"),
    referenceImages: optional(integerOption(0, 16), "Reference pictures of one request"),
    position: optional(integerOption(0, 100_000), "Its place in the list"),
    defaultFor: DEFAULT_FOR,
    enabled: optional(oneOf("YES|NO", ["yes", "no"]), "Whether it is on offer"),
  },
  async run(job, { id, referenceImages, enabled, defaultFor, ...change }) {
    const rest = {
      referenceImageLimit: referenceImages,
      enabled: enabled && enabled === "yes",
      defaultFor: defaultFor && [defaultFor],
    };
    await withRuntime(job, (ctx) => models.changeModel(ctx, id, { ...change, ...rest }));
    job.terminal.answer({ id }, [`Changed the model ${id}.`]);
  },
});

/** Sets a model's routes. */
export const modelsRoutes = command({
  name: "models routes",
  changes: true,
  summary: "Say which providers draw a model, in order; the next one steps in for one that is down",
  options: {
    id: MODEL,
    to: required(routesOption(), "As kie:gpt-image-2,openai:gpt-image-2, or none for PROVIDER"),
  },
  async run(job, { id, to }) {
    const names = to.map(({ provider }) => provider);
    const warnings = await withRuntime(job, async (ctx) => {
      await models.setRoutes(ctx, id, to);
      return toRouteWarnings(id, names, unusableProviders(ctx.providers, names));
    });
    const told = to.map(({ provider, providerModel }) => `${provider}:${providerModel}`);
    job.terminal.answer({ id, routes: told, ...(warnings.length > 0 && { warnings }) }, [
      `${id} is drawn by ${told.join(", then ") || "the provider of the setting PROVIDER"}.`,
      ...warnings.map((warning) => `Warning: ${warning}`),
    ]);
  },
});

function nameOption(placeholder: string): OptionKind<string> {
  const fault = "must begin with a letter or digit and hold at most 100 of A-Z a-z 0-9 . _ : / -";
  return { placeholder, read: (given) => (NAME.test(given) ? { value: given } : { fault }) };
}

function integerOption(least: number, most: number): OptionKind<number> {
  const fault = `must be a whole number from ${least} to ${most}`;
  return {
    placeholder: "N",
    read(given) {
      const value = Number(given);
      const isIn = /^\d{1,6}$/.test(given) && value >= least && value <= most;
      return isIn ? { value } : { fault: `${fault}, not "${given.slice(0, 50)}"` };
    },
  };
}

function routesOption(): OptionKind<models.RouteName[]> {
  return {
    placeholder: "ROUTES",
    read(given) {
      if (given === NONE) return { value: [] };
      const value = given.split(",").map((each) => {
        const [provider = "", ...rest] = each.split(":");
        return { provider, providerModel: rest.join(":") };
      });
      const names = value.map(({ provider }) => provider);
      const odd = value.find(
        ({ provider, providerModel }) =>
          !PROVIDERS.some((known) => known === provider) || !NAME.test(providerModel),
      );
      if (odd !== undefined) {
        const known = PROVIDERS.join(", ");
        return { fault: `must be "none" or provider:model, with one of ${known} each time` };
      }
      if (new Set(names).size < names.length) return { fault: "may name each provider once" };
      return { value };
    },
  };
}
