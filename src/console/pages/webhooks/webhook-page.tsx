import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { isNotFound } from "../../api/errors.ts";
import { useUrlState } from "../../components/url-state.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, Page } from "../../components/page.tsx";
import { WebhookActions } from "./webhook-actions.tsx";
import { Deliveries } from "./deliveries.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { WebhookStatusBadge } from "./webhooks-page.tsx";
import { EndpointHealth } from "./endpoint-health.tsx";
import { VerificationCode } from "./verification-code.tsx";

const REFRESH_MS = 5000;

/** The page of one endpoint. The open delivery is stored in the URL. */
export function WebhookPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams<{ id: string }>();
  const webhook = api.useQuery(
    "get",
    "/api/account/webhooks/{webhookId}",
    { params: { path: { webhookId: id } } },
    { refetchInterval: REFRESH_MS },
  );
  const { open, show, close } = useOpenDelivery();
  return (
    <Page
      title={webhook.data?.label ?? t("webhooks.endpoint")}
      hint={<span className="user-text">{webhook.data?.url}</span>}
      actions={
        webhook.data &&
        !isNotFound(webhook.error) && <WebhookActions webhook={webhook.data} onTested={show} />
      }
    >
      <Link href="/webhooks" className="-mt-4 self-start text-accent underline underline-offset-4">
        {t("webhooks.all")}
      </Link>
      <QueryBoundary query={webhook}>
        {(data) => (
          <>
            <EndpointHealth webhook={data} />
            <Details webhook={data} />
            <Deliveries webhookId={data.id} onOpen={show} />
            <Card title={t("webhooks.verify")}>
              <VerificationCode />
            </Card>
            {open && <DeliveryDialog webhookId={data.id} deliveryId={open} onClose={close} />}
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}

/** The delivery in the URL. Opening and closing it keeps the page of the list. */
function useOpenDelivery() {
  const urlState = useUrlState();
  const openedHere = useRef(false);
  const set = (delivery: string | undefined, replace: boolean) => {
    const changes = { delivery, cursor: urlState.get("cursor") };
    urlState.set(changes, urlState.previousCursors, { replace });
  };
  return {
    open: urlState.get("delivery"),
    show(delivery: string) {
      openedHere.current = true;
      set(delivery, false);
    },
    // Leaves no entry in the history that opens the delivery again when the user goes back.
    close() {
      const isFromHere = openedHere.current;
      // A second click must not leave the page.
      openedHere.current = false;
      if (isFromHere) history.back();
      else set(undefined, true);
    },
  };
}

function Details({ webhook }: { webhook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  return (
    <Card title={t("common.details")}>
      <DescriptionList
        items={[
          [t("common.status"), <WebhookStatusBadge key="state" webhook={webhook} />],
          [t("webhooks.events"), <Events key="events" names={webhook.events} />],
          [t("webhooks.secret"), <SecretSuffix key="secret" webhook={webhook} />],
        ]}
      />
    </Card>
  );
}

function Events({ names }: { names: Schemas["WebhookEventName"][] }) {
  return (
    <span className="flex flex-wrap justify-end gap-x-4 font-mono text-small">
      {names.map((name) => (
        <span key={name}>{name}</span>
      ))}
    </span>
  );
}

function SecretSuffix({
  webhook: { secret_last_four, old_secret_until },
}: {
  webhook: Schemas["Webhook"];
}) {
  const { t } = useTranslation();
  return (
    <>
      <code className="font-mono text-small">…{secret_last_four}</code>
      {old_secret_until && (
        <p className="text-small font-normal text-warn">
          {t("webhooks.oldSecretUntil")} <Timestamp at={old_secret_until} />
        </p>
      )}
    </>
  );
}
