import { Menu } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { Schemas } from "../api/client.ts";
import { Brand } from "../components/brand.tsx";
import { IconButton } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Navigation } from "./navigation.tsx";
import { UnsavedSecretDialog } from "./unsaved-secret-dialog.tsx";

/** The layout of every page: navigation, signed-in account and content. */
export function Shell({ account, children }: { account: Schemas["Account"]; children: ReactNode }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const [menu, setMenu] = useState(false);
  useScrollToTop(path);
  const content = useFocusAfterNavigation(path);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <header
        className="sticky top-(--bars-height) z-20 flex items-center justify-between border-b border-line
          bg-paper px-4 py-2.5 lg:hidden"
      >
        <Link href="/" aria-label="Darkroom">
          <Brand />
        </Link>
        <IconButton label={t("nav.open")} icon={Menu} onClick={() => setMenu(true)} />
      </header>
      <Dialog open={menu} onClose={() => setMenu(false)} title={t("nav.label")}>
        <Navigation account={account} onNavigate={() => setMenu(false)} />
      </Dialog>
      <aside
        className="sticky top-(--bars-height) hidden h-[calc(100dvh-var(--bars-height))] flex-col border-r
          border-line bg-paper px-3 py-4 lg:flex"
      >
        <Link href="/" aria-label="Darkroom" className="mb-4 px-3">
          <Brand />
        </Link>
        <Navigation account={account} />
      </aside>
      <main
        id="content"
        key={path}
        ref={content}
        tabIndex={-1}
        aria-labelledby="page-title"
        className="min-w-0 outline-none"
      >
        <div
          className="mx-auto max-w-6xl px-4 py-7 sm:px-8 lg:px-12 lg:py-11 min-[120rem]:max-w-[100rem]
            min-[150rem]:max-w-[130rem]"
        >
          {children}
        </div>
      </main>
      <UnsavedSecretDialog />
    </div>
  );
}

/** Leads past the navigation. Visible while it has the focus. */
function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-4 focus:z-50
        focus:rounded-lg focus:bg-card focus:px-4 focus:py-2"
    >
      {t("nav.skip")}
    </a>
  );
}

/** Focuses the content of a new page, so that screen readers announce it and Tab starts there. */
function useFocusAfterNavigation(path: string) {
  const content = useRef<HTMLElement>(null);
  const focusedPath = useRef(path);
  useEffect(() => {
    if (focusedPath.current !== path) content.current?.focus({ preventScroll: true });
    focusedPath.current = path;
  }, [path]);
  return content;
}

/** Scrolls to the top on navigation. On back and forward the browser restores the position. */
function useScrollToTop(path: string): void {
  useEffect(() => {
    const scrollToTop = () => {
      if (location.pathname !== path) scrollTo(0, 0);
    };
    // The router dispatches this event after the URL has changed.
    addEventListener("pushState", scrollToTop);
    return () => removeEventListener("pushState", scrollToTop);
  }, [path]);
}
