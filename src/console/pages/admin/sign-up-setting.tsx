import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, client } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";

/** The sign-up setting. */
export function SignUpSetting() {
  const { t } = useTranslation();
  const state = api.useQuery("get", "/api/auth");
  const [dialog, setDialog] = useState(false);
  const isAdmin = useHasRole("admin");
  return (
    <Card>
      <QueryBoundary query={state} rows={1}>
        {({ sign_up_open: open }) => (
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <div className="min-w-0 flex-1 basis-72">
              <h2 className="flex flex-wrap items-center gap-2.5 font-semibold">
                {t("admin.signUp.title")}
                <Badge tone={open ? "good" : "neutral"}>
                  {t(open ? "admin.signUp.open" : "admin.signUp.closed")}
                </Badge>
              </h2>
              <p className="mt-0.5 text-small text-ink-2">
                {t(open ? "admin.signUp.openHint" : "admin.signUp.closedHint")}
              </p>
            </div>
            {isAdmin && (
              <Button onClick={() => setDialog(true)}>
                {t(open ? "admin.signUp.closeSignUp" : "admin.signUp.openSignUp")}
              </Button>
            )}
            {dialog && <SignUpDialog open={open} onClose={() => setDialog(false)} />}
          </div>
        )}
      </QueryBoundary>
    </Card>
  );
}

function SignUpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useApiMutation(
    (reason: string) => client.PUT("/api/admin/sign-up", { body: { open: !open, reason } }),
    ({ sign_up_open }) =>
      toastSuccess(t(sign_up_open ? "admin.signUp.nowOpen" : "admin.signUp.nowClosed")),
  );
  return (
    <ReasonDialog
      title={t(open ? "admin.signUp.closeSignUp" : "admin.signUp.openSignUp")}
      hint={t(open ? "admin.signUp.closedHint" : "admin.signUp.openHint")}
      action={t(open ? "admin.signUp.closeSignUp" : "admin.signUp.openSignUp")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
