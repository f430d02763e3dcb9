import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import type { Draft } from "./request-from-draft.ts";

/** Returns the draft of code examples, with the default model of the server. */
export function useExampleDraft(): Draft {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/account/models").data?.data ?? [];
  return { model: models[0]?.id ?? "gpt-image-2", prompt: t("parameter.promptExample") };
}
