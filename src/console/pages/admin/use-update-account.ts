import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";

/** Changes an account, then confirms it. */
export function useUpdateAccount(account: Schemas["AdminAccount"]) {
  const { t } = useTranslation();
  return useApiMutation(
    (body: Schemas["UpdateAdminAccountRequest"]) =>
      client.PATCH("/api/admin/accounts/{accountId}", {
        params: { path: { accountId: account.id } },
        body,
      }),
    () => toastSuccess(t("common.saved")),
  );
}
