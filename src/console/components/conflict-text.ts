import { useTranslation } from "react-i18next";
import type en from "../languages/en.json";

type Conflict = keyof typeof en.conflict;

/** The server's messages of conflicts, in English, with the text that the console shows instead. */
const CONFLICTS: [message: RegExp, name: Conflict][] = [
  [/^An account can have at most (\d+) active keys\.$/, "keyLimit"],
  [/^An account has at most (\d+) webhooks\.$/, "endpointLimit"],
  [/^The endpoint is disabled\. Enable it, then resend its deliveries\.$/, "endpointDisabled"],
  [/^The generation has not finished\. Cancel it first\.$/, "unfinished"],
  [/^The generation has already finished\.$/, "finished"],
  [/^The generation is past its deadline\./, "overdue"],
  [/^The generation is running in a live worker\./, "running"],
  [/^At least one admin account is required\.$/, "lastAdmin"],
  [/^The last admin account cannot be deleted\.$/, "lastAdmin"],
  [/^The account is closed\.$/, "closed"],
];

/** Returns a function that translates the server's message of a conflict, or returns undefined. */
export function useConflictText(): (message: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (message = "") => {
    for (const [pattern, name] of CONFLICTS) {
      const match = pattern.exec(message);
      if (match !== null) return t(`conflict.${name}`, { value: match[1] });
    }
    return undefined;
  };
}
