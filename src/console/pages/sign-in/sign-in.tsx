import { Form } from "@base-ui/react/form";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { api, client, type Schemas } from "../../api/client.ts";
import { codeOf, type FaultCode } from "../../api/faults.ts";
import { forget } from "../../api/queries.ts";
import { isLanguage, languages, speak } from "../../languages/language.ts";
import { Brand } from "../../parts/brand.tsx";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { readForm } from "../../parts/form-values.ts";
import { useSend } from "../../parts/send.ts";
import { chooseTheme } from "../../parts/theme.ts";

// What the form itself says; the rest is told as everywhere.
const SHOWN: FaultCode[] = ["invalid_credentials", "conflict", "rate_limited"];

/** Signs in, or makes an account; on a new server, the first one, which becomes its admin. */
export function SignIn({ fresh = false }: { fresh?: boolean }) {
  const state = api.useQuery("get", "/api/auth");
  const [picked, setPicked] = useState(false);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center">
      <div className="w-full max-w-sm">
        <Brand />
        <div className="mt-8">
          <Loaded query={state}>
            {(known) => <Door state={known} fresh={fresh} keepsLanguage={picked} />}
          </Loaded>
        </div>
        <LanguageChoice onPick={() => setPicked(true)} />
      </div>
    </main>
  );
}

interface DoorProps {
  state: Schemas["AuthState"];
  fresh: boolean;
  /** Whether the language shown was chosen just now, and so wins over that of the account. */
  keepsLanguage: boolean;
}

function Door({ state, fresh, keepsLanguage }: DoorProps) {
  const { t } = useTranslation();
  const isSetup = state.setup_needed;
  const isOpen = isSetup || state.sign_up_open;
  const isNew = isSetup || (fresh && isOpen);
  const title = isSetup ? t("signIn.setup") : isNew ? t("signIn.up") : t("signIn.in");
  useEffect(() => {
    document.title = `${title} · Darkroom`;
  }, [title]);
  return (
    <>
      <h1 className="mb-1 text-title font-semibold tracking-tight">{title}</h1>
      <p className="mb-7 text-ink-2">{isSetup ? t("signIn.setupHint") : t("signIn.hint")}</p>
      <Entry key={String(isNew)} isNew={isNew} keepsLanguage={keepsLanguage} />
      {!isSetup && <OtherWay isNew={isNew} isOpen={isOpen} />}
    </>
  );
}

/** Sends what was typed; who comes in goes on in the language and the look of the account. */
function useEntering(isNew: boolean, keepsLanguage: boolean) {
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const path = isNew ? "/api/auth/sign-up" : "/api/auth/sign-in";
  return useSend(
    (body: Schemas["SignUpRequest"]) => client.POST(path, { body }),
    async ({ language, theme }) => {
      chooseTheme(theme);
      if (!keepsLanguage) await speak(language);
      forget();
      leaveFor(safePath(params.get("next")), go);
    },
    SHOWN,
  );
}

function Entry({ isNew, keepsLanguage }: { isNew: boolean; keepsLanguage: boolean }) {
  const { t } = useTranslation();
  const enter = useEntering(isNew, keepsLanguage);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const chosen = document.documentElement.lang;
    enter.mutate({
      email: form.text("email") ?? "",
      password: form.exact("password"),
      ...(isNew && isLanguage(chosen) && { language: chosen }),
    });
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        name="email"
        type="email"
        label={t("signIn.email")}
        autoComplete="username"
        required
      />
      <TextField
        name="password"
        type="password"
        label={t("signIn.password")}
        autoComplete={isNew ? "new-password" : "current-password"}
        hint={isNew ? t("signIn.passwordHint") : undefined}
        minLength={isNew ? 8 : 1}
        required
      />
      <Refusal error={enter.error} />
      <Button type="submit" look="primary" busy={enter.isPending} className="mt-2 w-full">
        {isNew ? t("signIn.doUp") : t("signIn.doIn")}
      </Button>
    </Form>
  );
}

/** Replaces the sign-in by the page that was asked for. */
function leaveFor(next: string, go: ReturnType<typeof useLocation>[1]): void {
  // The docs are no page of the console.
  if (/^\/docs(?:\/|$)/.test(next)) location.replace(next);
  else go(next, { replace: true });
}

/** Why nobody came in, where the person can do something about it. */
function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const code = SHOWN.find((each) => error !== null && each === codeOf(error));
  if (code === undefined) return undefined;
  return (
    <p role="alert" className="rounded-lg border border-line bg-bad-soft px-3 py-2">
      {code === "conflict" ? t("signIn.taken") : t(`fault.${code}`)}
    </p>
  );
}

function OtherWay({ isNew, isOpen }: { isNew: boolean; isOpen: boolean }) {
  const { t } = useTranslation();
  const look = "font-medium text-accent underline underline-offset-4";
  if (!isOpen) return <p className="mt-6 text-small text-ink-2">{t("signIn.closed")}</p>;
  return (
    <p className="mt-6 text-ink-2">
      {isNew ? t("signIn.have") : t("signIn.none")}{" "}
      <Link href={isNew ? "/sign-in" : "/sign-up"} className={look}>
        {isNew ? t("signIn.in") : t("signIn.up")}
      </Link>
    </p>
  );
}

function LanguageChoice({ onPick }: { onPick: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <select
      aria-label={t("settings.language")}
      value={i18n.language}
      onChange={({ target: { value } }) => {
        onPick();
        if (isLanguage(value)) void speak(value);
      }}
      className="mt-10 -ml-1 min-h-9 rounded-lg bg-transparent px-1 text-small text-ink-2"
    >
      {Object.entries(languages).map(([language, name]) => (
        <option key={language} value={language} lang={language} className="bg-card">
          {name}
        </option>
      ))}
    </select>
  );
}

/** A page of ours to go on to, whatever stands in the address. */
function safePath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith("/sign-") ? path : "/";
}
