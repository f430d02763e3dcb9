import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { useFormat } from "../../components/format.ts";
import { dialects } from "../../api/dialects.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { isSamePriceScope, type Price, usePriceScopeText, useUpdatePrices } from "./prices.ts";

const TIERS: Price["tier"][] = ["*", "1K", "2K", "4K"];
const QUALITIES: Price["quality"][] = ["*", "low", "medium", "high", "xhigh", "max", "auto"];
const MAX_CREDITS = 1_000_000;

interface PriceFormProps {
  /** The entry to edit. Omitted for a new one. */
  price?: Price;
  onClose: () => void;
}

/** A dialog that adds or changes a price. */
export function PriceForm({ price, onClose }: PriceFormProps) {
  const { t } = useTranslation();
  const toScopeText = usePriceScopeText();
  const [credits, setCredits] = useState(price?.credits);
  const write = useUpdatePrices(() => toastSuccess(t("admin.prices.saved")));
  const save = (reason: string, form: HTMLFormElement) => {
    const newPrice = { ...(price ?? readScopeForm(form)), credits: credits ?? 0 };
    const apply = (all: Price[]) => [
      ...all.filter((each) => !isSamePriceScope(each, newPrice)),
      newPrice,
    ];
    write.mutate({ apply, reason }, { onSuccess: onClose });
  };
  return (
    <ReasonDialog
      title={t(price ? "admin.prices.change" : "admin.prices.add")}
      hint={price ? Object.values(toScopeText(price)).join(" · ") : t("admin.prices.hint")}
      action={t("admin.prices.save")}
      busy={write.isPending}
      onDecide={save}
      onClose={onClose}
    >
      {!price && <ScopeFields />}
      <TextField
        name="credits"
        type="number"
        label={t("admin.prices.credits")}
        min={1}
        max={MAX_CREDITS}
        value={credits ?? ""}
        onChange={({ target }) => setCredits(target.value === "" ? undefined : +target.value)}
        required
      />
      <PriceEffect before={price?.credits} after={credits} />
    </ReasonDialog>
  );
}

function PriceEffect({ before, after }: { before: number | undefined; after: number | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className="rounded-xl bg-sunken px-4 py-3">
      {before !== undefined && after !== undefined && before !== after && (
        <strong className="block">{`${format.number(before)} → ${format.number(after)}`}</strong>
      )}
      <span className="text-ink-2">{t("admin.prices.appliesTo")}</span>
    </p>
  );
}

function ScopeFields() {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/admin/models");
  return (
    <div className="grid grid-cols-2 gap-4">
      <SelectField
        name="dialect"
        label={t("common.api")}
        options={[
          ["*", t("admin.prices.everyApi")],
          ...dialects.map((each): [string, string] => [each, t(`api.${each}`)]),
        ]}
      />
      <SelectField
        name="model"
        label={t("parameter.model")}
        options={[
          ["*", t("admin.prices.everyModel")],
          ...(models.data?.data ?? []).map(({ id, name }): [string, string] => [id, name]),
        ]}
      />
      <SelectField
        name="tier"
        label={t("parameter.resolution")}
        options={TIERS.map((each) => [each, each === "*" ? t("admin.prices.everyTier") : each])}
      />
      <SelectField
        name="quality"
        label={t("parameter.quality")}
        options={QUALITIES.map((each) => [
          each,
          each === "*" ? t("admin.prices.everyQuality") : t(`parameter.value.${each}`),
        ])}
      />
    </div>
  );
}

function readScopeForm(form: HTMLFormElement): Omit<Price, "credits"> {
  const { text } = readForm(form);
  const apis: Price["dialect"][] = ["*", ...dialects];
  return {
    dialect: apis.find((each) => each === text("dialect")) ?? "*",
    model: text("model") ?? "*",
    tier: TIERS.find((each) => each === text("tier")) ?? "*",
    quality: QUALITIES.find((each) => each === text("quality")) ?? "*",
  };
}
