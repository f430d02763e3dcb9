import { Boxes, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { ActionMenu } from "../../components/menu.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import { LegacySizes } from "./legacy-sizes.tsx";
import { ModelForm } from "./model-form.tsx";
import { useHasRole } from "./use-has-role.ts";
import { Providers } from "./providers.tsx";
import { useUpdateModel } from "./put-model.ts";

type Model = Schemas["AdminModel"];
type OpenDialog = { what: "add" } | { what: "edit" | "close"; model: Model };

/** The admin page of models and providers. */
export function ModelsPage() {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/admin/models");
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  const isAdmin = useHasRole("admin");
  const add = isAdmin && (
    <Button variant="primary" icon={Plus} onClick={() => setDialog({ what: "add" })}>
      {t("admin.models.add")}
    </Button>
  );
  return (
    <Page title={t("admin.models.page")} hint={t("admin.models.hint")} actions={add}>
      <Card flush title={t("admin.models.title")}>
        <QueryBoundary query={models}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState
                icon={Boxes}
                title={t("common.noModels")}
                hint={t("admin.models.noneHint")}
              >
                {add}
              </EmptyState>
            ) : (
              <ModelTable models={data} openDialog={(what, model) => setDialog({ what, model })} />
            )
          }
        </QueryBoundary>
      </Card>
      <LegacySizes />
      <Providers />
      {dialog?.what === "add" && <ModelForm onClose={close} />}
      {dialog?.what === "edit" && <ModelForm model={dialog.model} onClose={close} />}
      {dialog?.what === "close" && <DisableModel model={dialog.model} onClose={close} />}
    </Page>
  );
}

interface ModelTableProps {
  models: Model[];
  openDialog: (what: "edit" | "close", model: Model) => void;
}

function ModelTable({ models, openDialog }: ModelTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isAdmin = useHasRole("admin");
  const columns: TableColumn<Model>[] = [
    {
      head: t("parameter.model"),
      cell: (model) => <ModelName model={model} />,
    },
    {
      head: t("common.status"),
      cell: (model) => <ModelStatusBadge model={model} />,
    },
    { head: t("admin.providers.provider"), cell: (model) => <ModelProviders model={model} /> },
    {
      head: t("admin.models.defaultFor"),
      wideOnly: true,
      cell: ({ default_for }) =>
        default_for.map((dialect) => t(`admin.models.defaultName.${dialect}`)).join(", ") || "–",
    },
    {
      head: t("admin.models.images"),
      number: true,
      wideOnly: true,
      cell: ({ max_images }) => format.number(max_images),
    },
    {
      head: t("parameter.referenceImages"),
      number: true,
      wideOnly: true,
      cell: ({ reference_image_limit }) => format.number(reference_image_limit),
    },
    {
      head: "",
      number: true,
      cell: (model) => <ModelActions model={model} openDialog={openDialog} />,
    },
  ];
  return (
    <Table
      label={t("admin.models.title")}
      columns={isAdmin ? columns : columns.slice(0, -1)}
      rows={models}
      getRowKey={({ id }) => id}
    />
  );
}

function ModelName({ model: { id, name, aliases } }: { model: Model }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-36">
      <p className="font-medium">{name}</p>
      <p className="font-mono text-small text-ink-3">{id}</p>
      {aliases.length > 0 && (
        <p className="text-small text-ink-3" title={aliases.join(", ")}>
          {t("admin.models.aliasCount", { count: aliases.length })}
        </p>
      )}
    </div>
  );
}

/** The status of a model. An enabled model without a usable provider is an error: requests fail with 503. */
function ModelStatusBadge({ model: { enabled, providers, unusable_providers } }: { model: Model }) {
  const { t } = useTranslation();
  const isServed = providers.length === 0 || unusable_providers.length < providers.length;
  if (enabled && !isServed) {
    return (
      <>
        <Badge tone="bad">{t("admin.models.unserved")}</Badge>
        <p className="mt-1 text-small text-ink-3">{t("admin.models.unservedHint")}</p>
      </>
    );
  }
  return (
    <Badge tone={enabled ? "good" : "neutral"}>
      {t(enabled ? "admin.models.enabled" : "admin.models.disabled")}
    </Badge>
  );
}

function ModelProviders({ model: { providers, unusable_providers } }: { model: Model }) {
  const { t } = useTranslation();
  if (providers.length === 0)
    return (
      <span className="inline-block min-w-44 text-ink-2">{t("admin.models.serverDefault")}</span>
    );
  return (
    <ol className="min-w-44">
      {providers.map(({ provider, provider_model }, index) => (
        <li key={provider} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-ink-3">{index + 1}.</span>
          <span>
            {provider} <span className="font-mono text-small text-ink-3">{provider_model}</span>
          </span>
          {unusable_providers.includes(provider) && (
            <Badge tone="bad">
              {t(provider === "demo" ? "admin.models.notUsed" : "admin.models.notConfigured")}
            </Badge>
          )}
        </li>
      ))}
    </ol>
  );
}

function ModelActions({
  model,
  openDialog,
}: {
  model: Model;
  openDialog: ModelTableProps["openDialog"];
}) {
  const { t } = useTranslation();
  const open = useUpdateModel(() =>
    toastSuccess(t("admin.models.nowEnabled", { name: model.name })),
  );
  const toggle = model.enabled
    ? {
        label: t("admin.models.disable"),
        destructive: true,
        onSelect: () => openDialog("close", model),
      }
    : {
        label: t("admin.models.enable"),
        onSelect: () => open.mutate({ id: model.id, changes: { enabled: true } }),
      };
  return (
    <ActionMenu
      label={t("common.actionsFor", { name: model.name })}
      actions={[
        { label: t("admin.models.edit"), onSelect: () => openDialog("edit", model) },
        toggle,
      ]}
    />
  );
}

function DisableModel({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t } = useTranslation();
  const close = useUpdateModel(() =>
    toastSuccess(t("admin.models.nowDisabled", { name: model.name })),
  );
  return (
    <ConfirmDialog
      open
      title={t("admin.models.disableTitle", { name: model.name })}
      action={t("admin.models.disable")}
      busy={close.isPending}
      onConfirm={() =>
        close.mutate({ id: model.id, changes: { enabled: false } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      {t("admin.models.disableHint")}
    </ConfirmDialog>
  );
}
