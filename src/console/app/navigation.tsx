import {
  BookOpen,
  ChartColumn,
  Boxes,
  Coins,
  Images,
  KeyRound,
  Layers,
  LayoutDashboard,
  ListTodo,
  type LucideIcon,
  LogOut,
  ScrollText,
  Settings2,
  Sparkles,
  Tag,
  Users,
  Webhook,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { client, type Schemas } from "../api/client.ts";
import { clearQueries } from "../api/queries.ts";
import { Button } from "../components/button.tsx";
import { useApiMutation } from "../components/use-api-mutation.ts";

const LINKS = [
  ["/", "overview", LayoutDashboard],
  ["/playground", "playground", Sparkles],
  ["/generations", "generations", Images],
  ["/keys", "keys", KeyRound],
  ["/credits", "credits", Coins],
  ["/usage", "usage", ChartColumn],
  ["/webhooks", "webhooks", Webhook],
  ["/settings", "settings", Settings2],
] as const;

const ADMIN_LINKS = [
  ["/admin/accounts", "accounts", Users],
  ["/admin/plans", "plans", Layers],
  ["/admin/prices", "prices", Tag],
  ["/admin/models", "models", Boxes],
  ["/admin/queue", "queue", ListTodo],
  ["/admin/audit", "audit", ScrollText],
] as const;

interface NavigationProps {
  account: Schemas["Account"];
  /** Called when a link is followed. */
  onNavigate?: () => void;
}

/** The navigation links and the signed-in account. */
export function Navigation({ account, onNavigate }: NavigationProps) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <nav
        aria-label={t("nav.label")}
        className="flex flex-1 flex-col gap-0.5 overflow-y-auto p-0.5"
      >
        {LINKS.map(([path, name, icon]) => (
          <NavigationLink
            key={path}
            path={path}
            icon={icon}
            text={t(`nav.${name}`)}
            onNavigate={onNavigate}
          />
        ))}
        <a href={`/docs?lang=${i18n.language}`} className={linkClass(false)}>
          <BookOpen size={18} aria-hidden />
          {t("nav.docs")}
        </a>
        {account.admin && (
          <>
            <h2 className="mt-5 mb-1 px-3 text-small font-medium text-ink-3">
              {t("adminNav.title")}
            </h2>
            {ADMIN_LINKS.map(([path, name, icon]) => (
              <NavigationLink
                key={path}
                path={path}
                icon={icon}
                text={t(`adminNav.${name}`)}
                onNavigate={onNavigate}
              />
            ))}
          </>
        )}
      </nav>
      <SignedInAccount account={account} />
    </>
  );
}

function SignedInAccount({ account }: Pick<NavigationProps, "account">) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const signOut = useApiMutation(
    () => client.POST("/api/auth/sign-out"),
    () => {
      clearQueries();
      navigate("/sign-in");
    },
  );
  return (
    <div className="mt-4 border-t border-line px-3 pt-4">
      <p className="truncate font-medium" title={account.email}>
        {account.name ?? account.email}
      </p>
      <p className="mb-2 text-small text-ink-3">{t("nav.plan", { plan: account.plan.name })}</p>
      <Button
        variant="quiet"
        icon={LogOut}
        className="-ml-3.5"
        busy={signOut.isPending}
        onClick={() => signOut.mutate(undefined)}
      >
        {t("nav.signOut")}
      </Button>
    </div>
  );
}

interface NavigationLinkProps {
  path: string;
  icon: LucideIcon;
  text: string;
  onNavigate: (() => void) | undefined;
}

function NavigationLink({ path, icon: Icon, text, onNavigate }: NavigationLinkProps) {
  const [at] = useLocation();
  const isCurrent = path === "/" ? at === "/" : at.startsWith(path);
  return (
    <Link
      href={path}
      onClick={() => onNavigate?.()}
      aria-current={isCurrent ? "page" : undefined}
      className={linkClass(isCurrent)}
    >
      <Icon size={18} aria-hidden className={isCurrent ? "text-accent" : ""} />
      {text}
    </Link>
  );
}

function linkClass(isCurrent: boolean): string {
  return `flex min-h-9 items-center gap-3 lg:min-h-8 rounded-lg px-3 transition-colors ${
    isCurrent ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:bg-sunken hover:text-ink"
  }`;
}
