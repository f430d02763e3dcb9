import { type ComponentType, lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { api } from "../api/client.ts";
import { codeOf } from "../api/faults.ts";
import { SignIn } from "../pages/sign-in/sign-in.tsx";
import { Fault } from "../parts/faults.tsx";
import { Waiting } from "../parts/page.tsx";
import { Lost } from "./lost.tsx";
import { Shell } from "./shell.tsx";

// Each page is sent when it is first opened; `lazy` wants a default export and gets one here.
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const PAGES: Record<string, ComponentType> = {
  "/": page(async () => (await import("../pages/overview/overview.tsx")).Overview),
  "/keys": page(async () => (await import("../pages/keys/keys.tsx")).Keys),
  "/credits": page(async () => (await import("../pages/credits/credits.tsx")).Credits),
  "/usage": page(async () => (await import("../pages/usage/usage.tsx")).Usage),
  "/webhooks": page(async () => (await import("../pages/webhooks/list.tsx")).Webhooks),
  "/webhooks/:id": page(async () => (await import("../pages/webhooks/detail.tsx")).WebhookPage),
  "/playground": page(async () => (await import("../pages/playground/playground.tsx")).Playground),
  "/generations": page(async () => (await import("../pages/generations/list.tsx")).Generations),
  "/generations/:id": page(
    async () => (await import("../pages/generations/detail.tsx")).GenerationPage,
  ),
  "/settings": page(async () => (await import("../pages/settings/settings.tsx")).Settings),
};

const Admin = lazy(async () => ({ default: (await import("../pages/admin/admin.tsx")).Admin }));

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
  if (account.data === undefined && codeOf(account.error) === "sign_in_required")
    return <Redirect to={`/sign-in?next=${encodeURIComponent(path)}`} replace />;
  if (account.data === undefined)
    return (
      <main className="mx-auto max-w-xl p-6">
        {account.error ? <Fault error={account.error} retry={account.refetch} /> : <Waiting />}
      </main>
    );
  return (
    <Shell account={account.data}>
      <Suspense fallback={<Waiting rows={5} />}>
        <Switch>
          {Object.entries(PAGES).map(([route, Page]) => (
            <Route key={route} path={route} component={Page} />
          ))}
          <Route path="/admin/*?">
            <Admin lost={Lost} />
          </Route>
          <Route>
            <Lost />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
