import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Definitions } from "../../parts/definitions.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { ActionMenu } from "../../parts/menu.tsx";
import { Card, Page } from "../../parts/page.tsx";
import { useSend } from "../../parts/send.ts";
import { say } from "../../parts/toast.tsx";
import { Deliveries } from "./deliveries.tsx";
import { WebhookState } from "./list.tsx";
import { RevealSecret } from "./reveal-secret.tsx";
import { TestEvent } from "./test-event.tsx";
import { verifySnippet } from "./verify.ts";

/** The workbench of one endpoint. */
export function WebhookPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams<{ id: string }>();
  const webhook = api.useQuery("get", "/api/account/webhooks/{webhookId}", {
    params: { path: { webhookId: id } },
  });
  const title = webhook.data?.label ?? t("webhooks.endpoint");
  return (
    <Page
      title={title}
      hint={<span className="reading">{webhook.data?.url}</span>}
      actions={webhook.data && <Actions webhook={webhook.data} />}
    >
      <Link href="/webhooks" className="-mt-4 text-accent underline underline-offset-4">
        {t("webhooks.back")}
      </Link>
      <Loaded query={webhook}>
        {(data) => (
          <>
            <div className="grid gap-6 lg:grid-cols-2">
              <Standing webhook={data} />
              <Card title={t("webhooks.verify")}>
                <Code label={t("webhooks.verify")} text={verifySnippet} />
              </Card>
            </div>
            <Deliveries webhookId={data.id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Standing({ webhook }: { webhook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  return (
    <Card title={t("webhooks.standing")}>
      <Definitions
        of={[
          [t("keys.state"), <WebhookState key="state" webhook={webhook} />],
          [t("webhooks.events"), webhook.events.join("\n")],
          [t("webhooks.secret"), <code key="secret">…{webhook.secret_last_four}</code>],
        ]}
      />
    </Card>
  );
}

function Actions({ webhook }: { webhook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const [made, setMade] = useState<Schemas["CreatedWebhook"]>();
  const path = "/api/account/webhooks/{webhookId}";
  const params = { path: { webhookId: webhook.id } };
  const enable = useSend((enabled: boolean) => client.PATCH(path, { params, body: { enabled } }));
  const rotate = useSend(() => client.POST(`${path}/rotate-secret`, { params }), setMade);
  const remove = useSend(
    () => client.DELETE(path, { params }),
    () => {
      say(t("webhooks.deleted"));
      go("/webhooks");
    },
  );
  return (
    <>
      <TestEvent webhookId={webhook.id} />
      <Button busy={enable.isPending} onClick={() => enable.mutate(!webhook.enabled)}>
        {webhook.enabled ? t("webhooks.disable") : t("webhooks.enable")}
      </Button>
      <ActionMenu
        label={t("webhooks.more")}
        actions={[
          { text: t("webhooks.rotate"), run: () => rotate.mutate(undefined) },
          { text: t("webhooks.delete"), grave: true, run: () => setDeleting(true) },
        ]}
      />
      <Confirm
        open={deleting}
        title={t("webhooks.deleteTitle")}
        action={t("webhooks.delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setDeleting(false)}
      >
        {t("webhooks.deleteHint")}
      </Confirm>
      {made && <RevealSecret made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}
