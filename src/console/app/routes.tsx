import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { api } from "../api/client.ts";
import { readErrorCode } from "../api/errors.ts";
import { SignIn } from "../pages/sign-in/sign-in.tsx";
import { ErrorNotice } from "../components/error-notice.tsx";
import { MissingPage } from "../components/missing-page.tsx";
import { Skeleton } from "../components/page.tsx";
import { isPage } from "./page-paths.ts";
import { Shell } from "./shell.tsx";

/** Each by the pattern of its address. */
type Pages = Record<string, ComponentType>;

/**
 * The pages that are sent together, when the first of them is opened. Most visits begin with the
 * overview, and it needs little. They come as data because React holds back what `lazy` loads for
 * 300 ms after it has shown that something is under way.
 */
const SECTIONS = {
  overview: async () => ({ "/": (await import("../pages/overview/overview.tsx")).Overview }),
  admin: async () => ({ "/admin/*?": (await import("../pages/admin/admin.tsx")).Admin }),
  pages: async () => (await import("./pages.ts")).PAGES,
} satisfies Record<string, () => Promise<Pages>>;

/** Shows the page of the address, to those who are signed in. */
export function Routes() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignIn />
      </Route>
      <Route path="/sign-up">
        <SignIn fresh />
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
  if (account.data === undefined && readErrorCode(account.error) === "sign_in_required") {
    if (isPage(path)) return <Redirect to={`/sign-in?next=${encodeURIComponent(path)}`} replace />;
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
        // After an update of the server, only a new load knows what the files are called.
        <ErrorNotice error={pages.error} retry={() => location.reload()} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Shell>
  );
}

/** The pages that one at this address belongs to. */
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
