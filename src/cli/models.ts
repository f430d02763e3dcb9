import { unusableProviders } from "../core/models/usable-providers.ts";
import { CAPABILITIES } from "../providers/capabilities.ts";
import { CLI } from "../core/audit/actor.ts";
import * as models from "../core/models/models.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import {
  argument,
  defaulted,
  type OptionKind,
  oneOf,
  optional,
  REASON,
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
  summary: "List the models and their providers",
  options: {},
  async run(context) {
    const rows = await withRuntime(context, (ctx) => models.listAllModels(ctx));
    const listed = rows.map((row) => ({
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
      aliases: row.aliases,
      capabilities: row.capabilities,
    }));
    const lines = listed.map((row) => [
      ...[row.id, row.name, row.enabled ? "yes" : "no", String(row.max_images)],
      row.default_for.join(", ") || "-",
      row.routes.join(", ") || `PROVIDER setting (${row.provider_model})`,
      row.aliases.join(", ") || "-",
    ]);
    context.terminal.result(
      { models: listed },
      table([["ID", "NAME", "ENABLED", "IMAGES", "DEFAULT FOR", "ROUTES", "ALIASES"], ...lines]),
    );
  },
});

const MODEL = argument(nameOption("MODEL"), "Id of the model, as sent in requests");

const DEFAULT_FOR = optional(
  oneOf("DIALECT", models.DEFAULT_DIALECTS),
  "Use it for requests of this API without a model; hub: the preselected model of the playground",
);

/** Adds a model. */
export const modelsAdd = command({
  name: "models add",
  changes: true,
  summary: "Add a model; it is disabled if the existing prices do not apply to it",
  options: {
    id: MODEL,
    name: required(text("NAME"), "Display name"),
    provider: defaulted(oneOf("PROVIDER", PROVIDERS), "openai", "Provider shown in model lists"),
    providerModel: optional(
      nameOption("MODEL"),
      "Name of the model at the provider; the id by default",
    ),
    maxImages: defaulted(integerOption(1, 10), 10, "Maximum images per request; 10 by default"),
    referenceImages: defaulted(
      integerOption(0, 16),
      16,
      "Maximum reference images per request; 16 by default",
    ),
    position: optional(integerOption(0, 100_000), "Position in lists; last by default"),
    defaultFor: DEFAULT_FOR,
    reason: REASON,
  },
  async run(context, { referenceImages, providerModel, defaultFor, reason = null, ...model }) {
    const details = {
      providerModel: providerModel ?? model.id,
      referenceImageLimit: referenceImages,
      defaultFor: defaultFor && [defaultFor],
    };
    const actor = { ...CLI, reason };
    const unpriced = await withRuntime(context, (ctx) =>
      models.addModel(ctx, { ...model, ...details }, actor),
    );
    const warnings = unpriced === undefined ? [] : [toPriceWarning(model.id, unpriced, defaultFor)];
    context.terminal.result({ id: model.id, ...(warnings.length > 0 && { warnings }) }, [
      `Added the model ${model.id}.`,
      ...warnings.map((warning) => `Warning: ${warning}`),
    ]);
  },
});

/** Changes a model. */
export const modelsSet = command({
  name: "models set",
  changes: true,
  summary: "Change a model; options that are not given keep their value",
  options: {
    id: MODEL,
    name: optional(text("NAME"), "Display name"),
    provider: optional(oneOf("PROVIDER", PROVIDERS), "Provider shown in model lists"),
    providerModel: optional(nameOption("MODEL"), "Name of the model at the provider"),
    maxImages: optional(integerOption(1, 10), "Maximum images per request"),
    referenceImages: optional(integerOption(0, 16), "Maximum reference images per request"),
    position: optional(integerOption(0, 100_000), "Position in lists"),
    defaultFor: DEFAULT_FOR,
    capabilities: optional(
      capabilitiesOption(),
      "Request fields that it honors, such as seed,complexity, or none",
    ),
    enabled: optional(oneOf("yes|no", ["yes", "no"]), "Whether requests may use it"),
    reason: REASON,
  },
  async run(context, { id, referenceImages, enabled, defaultFor, reason = null, ...change }) {
    const rest = {
      referenceImageLimit: referenceImages,
      enabled: enabled && enabled === "yes",
      defaultFor: defaultFor && [defaultFor],
      actor: { ...CLI, reason },
    };
    await withRuntime(context, (ctx) => models.changeModel(ctx, id, { ...change, ...rest }));
    context.terminal.result({ id }, [`Changed the model ${id}.`]);
  },
});

/** Sets the routes of a model. */
export const modelsRoutes = command({
  name: "models routes",
  changes: true,
  summary: "Set the providers of a model in order; the next one is used when one is down",
  options: {
    id: MODEL,
    to: required(
      routesOption(),
      "Routes such as kie:gpt-image-2,openai:gpt-image-2, or none for the provider of PROVIDER",
    ),
    reason: REASON,
  },
  async run(context, { id, to, reason = null }) {
    const names = to.map(({ provider }) => provider);
    const warnings = await withRuntime(context, async (ctx) => {
      await models.setRoutes(ctx, { model: id, routes: to }, { ...CLI, reason });
      return toRouteWarnings(id, names, unusableProviders(ctx.providers, names));
    });
    const routes = to.map(({ provider, providerModel }) => `${provider}:${providerModel}`);
    context.terminal.result({ id, routes, ...(warnings.length > 0 && { warnings }) }, [
      `Routes of ${id}: ${routes.join(", then ") || "the provider of the setting PROVIDER"}.`,
      ...warnings.map((warning) => `Warning: ${warning}`),
    ]);
  },
});

/** Sets or removes an alias. */
export const modelsAlias = command({
  name: "models alias",
  changes: true,
  summary: "Accept another name for a model in the OpenAI-compatible API",
  options: {
    alias: argument(nameOption("ALIAS"), "Name that clients send, such as dall-e-3"),
    to: required(nameOption("MODEL"), "Id of the model, or none to remove the alias"),
    reason: REASON,
  },
  async run(context, { alias, to, reason = null }) {
    const model = to === NONE ? null : to;
    const actor = { ...CLI, reason };
    await withRuntime(context, (ctx) => models.setAlias(ctx, { alias, model }, actor));
    const line = model === null ? `Removed the alias ${alias}.` : `${alias} is now ${model}.`;
    context.terminal.result({ alias, model }, [line]);
  },
});

function toPriceWarning(id: string, unpriced: string, defaultFor: string | undefined): string {
  const option = defaultFor === undefined ? "" : ` --default-for ${defaultFor}`;
  return (
    `${id} is disabled, because there is no price for ${unpriced}. ` +
    `Run \`prices set --model ${id} --credits N\`, then \`models set ${id} --enabled yes${option}\`.`
  );
}

function nameOption(placeholder: string): OptionKind<string> {
  const fault =
    "must start with a letter or digit and have at most 100 characters of A-Z a-z 0-9 . _ : / -";
  return { placeholder, read: (given) => (NAME.test(given) ? { value: given } : { fault }) };
}

function integerOption(min: number, max: number): OptionKind<number> {
  const fault = `must be a whole number from ${min} to ${max}`;
  return {
    placeholder: "N",
    read(given) {
      const value = Number(given);
      const isValid = /^\d{1,6}$/.test(given) && value >= min && value <= max;
      return isValid ? { value } : { fault: `${fault}, not "${given.slice(0, 50)}"` };
    },
  };
}

function capabilitiesOption(): OptionKind<string[]> {
  return {
    placeholder: "FIELDS",
    read(given) {
      const value = given === NONE ? [] : given.split(",");
      const isKnown = (name: string) => CAPABILITIES.some((known) => known === name);
      if (value.every(isKnown)) return { value };
      return { fault: `must be "none" or a list of ${CAPABILITIES.join(", ")}` };
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
      const invalid = value.find(
        ({ provider, providerModel }) =>
          !PROVIDERS.some((known) => known === provider) || !NAME.test(providerModel),
      );
      if (invalid !== undefined) {
        const known = PROVIDERS.join(", ");
        return { fault: `must be "none" or a list of provider:model, with a provider of ${known}` };
      }
      if (new Set(names).size < names.length) return { fault: "must name each provider only once" };
      return { value };
    },
  };
}
