import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { setTheme } from "../../components/theme.ts";
import { isLanguage, languageNames, setLanguage } from "../../languages/language.ts";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { Card } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";

const THEMES: Schemas["Theme"][] = ["system", "light", "dark"];

/** A form for name, language, theme and low-balance alert. */
export function Profile({ account }: { account: Schemas["Account"] }) {
  const { t, i18n } = useTranslation();
  const update = useApiMutation(
    (body: Schemas["UpdateAccountRequest"]) => client.PATCH("/api/account", { body }),
    async ({ language, theme }) => {
      setTheme(theme);
      await setLanguage(language);
      toastSuccess(i18n.t("common.saved"));
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const language = form.text("language") ?? "";
    update.mutate({
      name: form.text("name") ?? null,
      credits_low_at: form.number("credits_low_at") ?? null,
      theme: THEMES.find((each) => each === form.text("theme")) ?? "system",
      ...(isLanguage(language) && { language }),
    });
  };
  return (
    <Card title={t("settings.profile")} hint={account.email}>
      <Form onSubmit={submit} className="grid max-w-2xl gap-4 sm:grid-cols-2">
        <Fields account={account} />
        <div>
          <Button type="submit" variant="primary" busy={update.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function Fields({ account }: { account: Schemas["Account"] }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <TextField
        name="name"
        label={t("settings.name")}
        defaultValue={account.name ?? ""}
        maxLength={100}
        autoComplete="name"
      />
      <TextField
        name="credits_low_at"
        type="number"
        min={1}
        label={t("settings.lowBalanceAlert")}
        hint={t("settings.lowBalanceAlertHint")}
        defaultValue={account.credits_low_at ?? ""}
      />
      <SelectField
        name="language"
        label={t("common.language")}
        defaultValue={i18n.language}
        options={Object.entries(languageNames)}
      />
      <SelectField
        name="theme"
        label={t("settings.theme")}
        defaultValue={account.theme}
        options={THEMES.map((theme) => [theme, t(`settings.themeName.${theme}`)])}
      />
    </>
  );
}
