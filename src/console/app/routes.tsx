import { useQuery } from "@tanstack/react-query";
import { type ComponentType, useEffect, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { api, type Schemas } from "../api/client.ts";
import { readErrorCode } from "../api/errors.ts";
import { reloadOutdated } from "../api/update-check.ts";
import { SignInPage } from "../pages/sign-in/sign-in-page.tsx";
import { ErrorNotice } from "../components/error-notice.tsx";
import { MissingPage } from "../components/missing-page.tsx";
import { Skeleton } from "../components/page.tsx";
import { setTheme } from "../components/theme.ts";
import { setLanguage } from "../languages/language.ts";
import { isPage } from "./page-paths.ts";
import { Shell } from "./shell.tsx";

/** Pages by route pattern. */
type Pages = Record<string, ComponentType>;

/**
 * Pages that are loaded together when the first of them is opened. Most visits start with the
 * overview, which is small. They are loaded as query data because React delays content loaded with
 * `lazy` for 300 ms once a fallback is visible.
 */
const SECTIONS = {
  overview: async () => ({
    "/": (await import("../pages/overview/overview-page.tsx")).OverviewPage,
  }),
  admin: async () => ({ "/admin/*?": (await import("../pages/admin/admin-pages.tsx")).AdminPages }),
  pages: async () => (await import("./pages.ts")).CUSTOMER_PAGES,
} satisfies Record<string, () => Promise<Pages>>;

/** Renders the page of the current path. Pages other than sign-in and sign-up require a session. */
export function Routes() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignInPage />
      </Route>
      <Route path="/sign-up">
        <SignInPage isSignUp />
      </Route>
      <Route>
        <SignedIn />
      </Route>
    </Switch>
  );
}

function SignedIn() {
  const [path] = useLocation();
  const account = api.useQuery("get", "/api/account");
  const pages = useSection(path);
  useAccountPreferences(account.data);
  if (account.data === undefined && readErrorCode(account.error) === "sign_in_required") {
    if (isPage(path)) return <Redirect to={toSignIn(path)} replace />;
    return (
      <main className="mx-auto max-w-2xl p-6">
        <MissingPage />
      </main>
    );
  }
  if (account.data === undefined)
    return (
      <main className="mx-auto max-w-xl p-6">
        {account.error ? (
          <ErrorNotice error={account.error} retry={account.refetch} />
        ) : (
          <Skeleton />
        )}
      </main>
    );
  return (
    <Shell account={account.data}>
      {pages.data ? (
        <Switch>
          {Object.entries(pages.data).map(([route, Page]) => (
            <Route key={route} path={route} component={Page} />
          ))}
          <Route>
            <MissingPage />
          </Route>
        </Switch>
      ) : pages.error ? (
        <SectionError error={pages.error} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Shell>
  );
}

/** Returns the path of the sign-in page that leads back to a page with its filters. */
function toSignIn(path: string): string {
  return `/sign-in?next=${encodeURIComponent(path + location.search)}`;
}

/** Replaces pages that could not be loaded. After an update only a reload finds their files. */
function SectionError({ error }: { error: unknown }) {
  const [isReloading, setReloading] = useState(true);
  useEffect(() => void reloadOutdated().then(setReloading), []);
  if (isReloading) return <Skeleton rows={5} />;
  return <ErrorNotice error={error} retry={() => location.reload()} />;
}

/** Applies the account's language and theme, which may have been changed in another browser. */
function useAccountPreferences(account: Schemas["Account"] | undefined): void {
  const { language, theme } = account ?? {};
  useEffect(() => {
    if (language !== undefined) void setLanguage(language);
    if (theme !== undefined) setTheme(theme);
  }, [language, theme]);
}

/** Queries the section that contains this path. */
function useSection(path: string) {
  const [, first = ""] = path.split("/");
  const section = first === "" ? "overview" : first === "admin" ? "admin" : "pages";
  return useQuery<Pages>({
    queryKey: ["section", section],
    queryFn: SECTIONS[section],
    staleTime: Infinity,
    gcTime: Infinity,
  });
}
