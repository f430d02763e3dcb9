import {
  BookOpen,
  ChartColumn,
  Boxes,
  Coins,
  Images,
  KeyRound,
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

const PLACES = [
  ["/", "overview", LayoutDashboard],
  ["/playground", "playground", Sparkles],
  ["/generations", "generations", Images],
  ["/keys", "keys", KeyRound],
  ["/credits", "credits", Coins],
  ["/usage", "usage", ChartColumn],
  ["/webhooks", "webhooks", Webhook],
  ["/settings", "settings", Settings2],
] as const;

const ADMIN_PLACES = [
  ["/admin/accounts", "accounts", Users],
  ["/admin/prices", "prices", Tag],
  ["/admin/models", "models", Boxes],
  ["/admin/queue", "queue", ListTodo],
  ["/admin/audit", "audit", ScrollText],
] as const;

interface NavigationProps {
  account: Schemas["Account"];
  /** When a page was chosen. */
  onGo?: () => void;
}

/** The pages, and who is signed in. */
export function Navigation({ account, onGo }: NavigationProps) {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const signOut = async () => {
    await client.POST("/api/auth/sign-out");
    clearQueries();
    go("/sign-in");
  };
  return (
    <>
      <nav
        aria-label={t("nav.label")}
        className="flex flex-1 flex-col gap-0.5 overflow-y-auto p-0.5"
      >
        {PLACES.map(([path, name, icon]) => (
          <Place key={path} path={path} icon={icon} text={t(`nav.${name}`)} onGo={onGo} />
        ))}
        <a href={`/docs?lang=${i18n.language}`} className={placeClass(false)}>
          <BookOpen size={18} aria-hidden />
          {t("nav.docs")}
        </a>
        {account.admin && (
          <>
            <h2 className="mt-5 mb-1 px-3 text-small font-medium text-ink-3">
              {t("admin.nav.title")}
            </h2>
            {ADMIN_PLACES.map(([path, name, icon]) => (
              <Place key={path} path={path} icon={icon} text={t(`admin.nav.${name}`)} onGo={onGo} />
            ))}
          </>
        )}
      </nav>
      <div className="mt-4 border-t border-line px-3 pt-4">
        <p className="truncate font-medium" title={account.email}>
          {account.name ?? account.email}
        </p>
        <p className="mb-2 text-small text-ink-3">{t("nav.plan", { plan: account.plan.name })}</p>
        <Button look="quiet" icon={LogOut} className="-ml-3.5" onClick={() => void signOut()}>
          {t("nav.signOut")}
        </Button>
      </div>
    </>
  );
}

interface PlaceProps {
  path: string;
  icon: LucideIcon;
  text: string;
  onGo: (() => void) | undefined;
}

function Place({ path, icon: Icon, text, onGo }: PlaceProps) {
  const [at] = useLocation();
  const isHere = path === "/" ? at === "/" : at.startsWith(path);
  return (
    <Link
      href={path}
      onClick={() => onGo?.()}
      aria-current={isHere ? "page" : undefined}
      className={placeClass(isHere)}
    >
      <Icon size={18} aria-hidden className={isHere ? "text-accent" : ""} />
      {text}
    </Link>
  );
}

function placeClass(isHere: boolean): string {
  return `flex min-h-9 items-center gap-3 rounded-lg px-3 transition-colors ${
    isHere ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:bg-sunken hover:text-ink"
  }`;
}
