import { useTranslation } from "react-i18next";
import type en from "../languages/en.json";
import type { Schemas } from "../api/client.ts";

type Issue = NonNullable<Schemas["Error"]["error"]["issues"]>[number];
type RuleName = WithoutPlural<keyof typeof en.issue>;
type WithoutPlural<Key extends string> = Key extends `${infer Name}_${"one" | "other"}`
  ? Name
  : Key;

/** The server's validation messages, which are in English, with the text that the console shows instead. */
const RULES: [message: RegExp, name: RuleName][] = [
  [/^is required$/, "required"],
  [/^must not be (?:empty|blank)$/, "required"],
  [/^(?:is an|has an) unknown field$/, "unknownField"],
  [/^must be (?:one of )?("[^"]*"(?:, "[^"]*")*)$/, "oneOf"],
  [/^must be an integer$/, "integer"],
  [/^must be a number$/, "number"],
  [/^must be at least (\S+)$/, "atLeast"],
  [/^must be at most (\S+)$/, "atMost"],
  [/^must be more than (\S+)$/, "moreThan"],
  [/^must be less than (\S+)$/, "lessThan"],
  [/^must be a multiple of (\S+)$/, "multipleOf"],
  [/^must have at least (\d+) characters?$/, "minLength"],
  [/^must have at most (\d+) characters?$/, "maxLength"],
  [/^must have at least (\d+) items?$/, "minItems"],
  [/^must have at most (\d+) items?$/, "maxItems"],
  [/^must not (?:contain duplicate items|repeat an entry)$/, "unique"],
  [/^must be an email address$/, "email"],
  [/^must be an? (?:https )?URL$/, "url"],
  [/^must be a date/, "date"],
  [/^is wrong$/, "wrong"],
  [/^was already used$/, "used"],
  [/^is not an available model$/, "model"],
  [/^leaves without a price: (.+)$/, "unpriced"],
  [/^must be an IP address or a network in CIDR form$/, "address"],
  [/^cannot be changed: the key is older than its plan allows/, "keyTooOld"],
  [/^is not allowed: it must be an https URL of a public address$/, "publicUrl"],
  [/^must have \d+ to \d+ characters$/, "passwordLength"],
  [/^must differ from the current one$/, "passwordUnchanged"],
  [/^must not be one of the most common passwords$/, "passwordCommon"],
  [/^must not consist of the email address or the name of this server$/, "passwordOwnWords"],
];

/**
 * Returns a function that formats a validation issue: the field, and what is wrong with it. Messages
 * without a translation stay in English.
 */
export function useIssueText(): (issue: Issue) => string {
  const { t } = useTranslation();
  const toFieldName = useFieldName();
  return ({ path, message }) => {
    const [value, rule] = findRule(message);
    const text = rule === undefined ? message : t(`issue.${rule}`, { value, count: Number(value) });
    return path.length === 0 ? text : `${toFieldName(path)}: ${text}`;
  };
}

function findRule(message: string): [value: string, rule: RuleName | undefined] {
  for (const [pattern, name] of RULES) {
    const match = pattern.exec(message);
    if (match !== null) return [match[1] ?? "", name];
  }
  return ["", undefined];
}

/** Returns a function that returns the label of a field, or its API name if it has no common label. */
function useFieldName(): (path: Issue["path"]) => string {
  const { t } = useTranslation();
  const names: Record<string, string> = {
    password: t("common.password"),
    label: t("common.name"),
    name: t("common.name"),
    prompt: t("parameter.prompt"),
    model: t("parameter.model"),
    enabled: t("common.status"),
    size: t("parameter.size"),
    aspect_ratio: t("parameter.aspectRatio"),
    quality: t("parameter.quality"),
    n: t("parameter.images"),
    reference_image: t("parameter.referenceImages"),
    credits: t("nav.credits"),
    email: t("common.email"),
    scopes: t("key.scopes"),
    allowed_addresses: t("key.allowedAddresses"),
    requests_per_hour: t("key.requestsPerHour"),
    running_limit: t("key.concurrentGenerations"),
    budget: t("key.budgetCredits"),
    expires_in_days: t("grant.expires"),
  };
  return (path) => names[String(path[0])] ?? path.join(".");
}
