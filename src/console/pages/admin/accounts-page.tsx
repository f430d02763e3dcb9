import { Search, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { SignUpSetting } from "./sign-up-setting.tsx";

type Account = Schemas["AdminAccount"];

const FILTERS = ["text", "plan", "state"];

/** The admin list of accounts. */
export function AccountsPage() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const [text, plan, state] = FILTERS.map((name) => urlState.get(name));
  const cursor = urlState.get("cursor");
  const query = {
    ...(text && { text }),
    ...(plan && { plan }),
    ...(state && { disabled: state === "disabled" }),
    ...(cursor && { cursor }),
  };
  const accounts = api.useQuery("get", "/api/admin/accounts", { params: { query } });
  return (
    <Page title={t("adminNav.accounts")} hint={t("admin.accounts.hint")}>
      <SignUpSetting />
      <Filters />
      <Card flush>
        <QueryBoundary query={accounts} rows={6}>
          {({ data, next_cursor }) => (
            <>
              {data.length === 0 ? <NoAccounts /> : <AccountTable accounts={data} />}
              <Pager next={next_cursor} />
            </>
          )}
        </QueryBoundary>
      </Card>
    </Page>
  );
}

function NoAccounts() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  return (
    <EmptyState icon={Users} title={t("common.noResults")} hint={t("admin.accounts.noMatchHint")}>
      <Button onClick={() => urlState.set({ text: undefined, plan: undefined, state: undefined })}>
        {t("common.clearFilters")}
      </Button>
    </EmptyState>
  );
}

function Filters() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const plans = api.useQuery("get", "/api/admin/plans");
  const currentValue = (name: string) => urlState.get(name) ?? "";
  return (
    <FilterForm
      names={FILTERS}
      className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto_auto]"
    >
      <TextField
        name="text"
        type="search"
        label={t("admin.accounts.search")}
        defaultValue={currentValue("text")}
        maxLength={200}
      />
      <SelectField
        key={plans.data?.data.length}
        name="plan"
        label={t("admin.plan")}
        defaultValue={currentValue("plan")}
        options={[
          ["", t("common.all")],
          ...(plans.data?.data ?? []).map(({ id, name }): [string, string] => [id, name]),
        ]}
      />
      <SelectField
        name="state"
        label={t("common.status")}
        defaultValue={currentValue("state")}
        options={[
          ["", t("common.all")],
          ["active", t("admin.account.active")],
          ["disabled", t("admin.account.disabled")],
        ]}
      />
      <Button type="submit" icon={Search}>
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

function AccountTable({ accounts }: { accounts: Account[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Account>[] = [
    { head: t("admin.account.account"), cell: (account) => <AccountName account={account} /> },
    {
      head: t("balance.available"),
      number: true,
      cell: ({ credits }) => <strong>{format.number(credits)}</strong>,
    },
    {
      head: t("balance.held"),
      number: true,
      wideOnly: true,
      cell: ({ held }) => format.number(held),
    },
    { head: t("common.status"), cell: (account) => <AccountStatusBadge account={account} /> },
    {
      head: t("admin.account.lastSeen"),
      cell: ({ last_seen_at }) =>
        last_seen_at ? <Timestamp at={last_seen_at} relative /> : t("common.never"),
    },
    {
      head: t("admin.account.createdAt"),
      wideOnly: true,
      cell: ({ created_at }) => <Timestamp at={created_at} />,
    },
  ];
  return (
    <Table
      label={t("adminNav.accounts")}
      columns={columns}
      rows={accounts}
      getRowKey={({ id }) => id}
    />
  );
}

function AccountName({ account: { id, email, name, plan } }: { account: Account }) {
  return (
    <div className="sm:w-72">
      <Link
        href={`/admin/accounts/${id}`}
        title={email}
        className="block font-medium wrap-anywhere sm:truncate underline decoration-line underline-offset-4
          hover:decoration-ink"
      >
        {email}
      </Link>
      <p className="truncate text-small text-ink-3">
        {[plan.name, name].filter((each) => each !== null).join(" · ")}
      </p>
    </div>
  );
}

/** The status and the role of an account. */
export function AccountStatusBadge({ account }: { account: Account }) {
  const { t } = useTranslation();
  return (
    <span className="flex flex-wrap gap-1.5">
      {account.disabled_at !== null ? (
        <Badge tone="bad">{t("admin.account.disabled")}</Badge>
      ) : account.suspended_at !== null ? (
        <Badge tone="warn">{t("admin.account.suspended")}</Badge>
      ) : (
        <Badge tone="good">{t("admin.account.active")}</Badge>
      )}
      {account.role !== null && <Badge tone="info">{t(`admin.role.${account.role}`)}</Badge>}
    </span>
  );
}
