import { type OptionKind, orNone, wholeNumber } from "./options.ts";

/** Removes a limit. */
export const NONE = "none";
/** Selects the setting of the server. */
export const DEFAULT = "default";

// The limits of the Account API.
const MAX = {
  monthlyCap: 1_000_000_000,
  monthlyGrant: 100_000_000,
  keyDays: 3_650,
  blockedPerDay: 1_000_000,
  requestsPerHour: 10_000_000,
  running: 100_000,
};

/** The days after which generations are deleted: 0 means "none", and null means RETENTION_DAYS. */
export function retentionOption(): OptionKind<{ value: number | null }> {
  return {
    placeholder: "N|none|default",
    read(given) {
      if (given === NONE) return { value: { value: 0 } };
      if (given === DEFAULT) return { value: { value: null } };
      const value = Number(given);
      if (/^\d{1,4}$/.test(given) && value >= 1 && value <= 3650) return { value: { value } };
      return { fault: 'must be a whole number from 1 to 3650, "none" or "default"' };
    },
  };
}

/** A limit of a plan, or "none". */
export function limitOption(name: keyof typeof MAX): OptionKind<{ value: number | null }> {
  return orNone(wholeNumber(MAX[name]));
}
