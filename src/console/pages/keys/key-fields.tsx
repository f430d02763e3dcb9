import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { CheckField, SelectField, TextField } from "../../components/field.tsx";
import type { readForm } from "../../components/form-values.ts";

const SCOPES: readonly Schemas["KeyScope"][] = ["read", "generate", "manage"];
const PERIODS: readonly Schemas["BudgetPeriod"][] = ["day", "month", "lifetime"];

interface InitialProps {
  /** The key to change. Undefined: a new key. */
  initial?: Schemas["Key"];
}

interface ScopeFieldsProps {
  checked: readonly Schemas["KeyScope"][];
  /** Whether the server rejected a key without scopes. */
  isMissing: boolean;
}

/** Returns whether the server rejected a key because it has no scopes. */
export function isScopeMissing(error: unknown): boolean {
  return findFieldIssue(error, "scopes") !== undefined;
}

/** A checkbox for each scope of a key. At least one must be checked. */
export function ScopeFields({ checked, isMissing }: ScopeFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="text-small font-medium">{t("key.scopes")}</legend>
      {SCOPES.map((scope) => (
        <CheckField
          key={scope}
          name="scopes"
          value={scope}
          defaultChecked={checked.includes(scope)}
          label={
            <>
              {t(`keys.scope.${scope}`)}{" "}
              <span className="text-small text-ink-3">{t(`keys.scopeHint.${scope}`)}</span>
            </>
          }
        />
      ))}
      {isMissing && (
        <p role="alert" className="text-small text-bad">
          {t("keys.scopesRequired")}
        </p>
      )}
    </fieldset>
  );
}

/** The limits of a key below those of its plan. */
export function LimitFields({ initial }: InitialProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="requests_per_hour"
        type="number"
        min={1}
        max={1_000_000}
        label={t("key.requestsPerHour")}
        defaultValue={initial?.requests_per_hour ?? ""}
        placeholder={t("keys.planDefault")}
      />
      <TextField
        name="running_limit"
        type="number"
        min={1}
        max={1000}
        label={t("key.concurrentGenerations")}
        defaultValue={initial?.running_limit ?? ""}
        placeholder={t("keys.planDefault")}
      />
    </div>
  );
}

/** The budget of a key, which is optional. */
export function BudgetFields({ initial }: InitialProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="budget_credits"
        type="number"
        min={1}
        max={999_999_999}
        label={t("key.budgetCredits")}
        defaultValue={initial?.budget?.credits ?? ""}
        hint={t("keys.budgetHint")}
        placeholder={t("common.none")}
      />
      <SelectField
        name="budget_period"
        label={t("keys.budgetPeriod")}
        defaultValue={initial?.budget?.period ?? "day"}
        options={PERIODS.map((each): [string, string] => [each, t(`keys.period.${each}`)])}
      />
    </div>
  );
}

/** The addresses from which a key may be used. */
export function AddressField({ initial }: InitialProps) {
  const { t } = useTranslation();
  return (
    <TextField
      name="allowed_addresses"
      label={t("key.allowedAddresses")}
      hint={t("keys.allowedAddressesHint")}
      defaultValue={initial?.allowed_addresses.join(", ") ?? ""}
      placeholder="192.0.2.7, 2001:db8::/32"
      autoComplete="off"
    />
  );
}

/** Whether responses start before their images are ready. */
export function KeepAliveField({ initial }: InitialProps) {
  const { t } = useTranslation();
  return (
    <CheckField
      name="json_keep_alive"
      defaultChecked={initial?.json_keep_alive ?? false}
      label={
        <>
          {t("keys.jsonKeepAlive")}{" "}
          <span className="text-small text-ink-3">{t("keys.jsonKeepAliveHint")}</span>
        </>
      }
    />
  );
}

/** Returns what the fields of this file contain. */
export function readKeyFields(form: ReturnType<typeof readForm>) {
  const checked = form.all("scopes");
  return {
    scopes: SCOPES.filter((scope) => checked.includes(scope)),
    budget: readBudget(form),
    requests_per_hour: form.number("requests_per_hour") ?? null,
    running_limit: form.number("running_limit") ?? null,
    allowed_addresses: (form.text("allowed_addresses") ?? "").split(/[\s,]+/).filter(Boolean),
    json_keep_alive: form.all("json_keep_alive").length > 0,
  };
}

function readBudget(form: ReturnType<typeof readForm>): Schemas["NewKeyBudget"] | null {
  const credits = form.number("budget_credits");
  const period = PERIODS.find((each) => each === form.text("budget_period"));
  return credits === undefined || period === undefined ? null : { credits, period };
}
