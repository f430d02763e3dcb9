import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";

/** A provider of a model and its own ID of the model. */
export type ModelRoute = Schemas["ModelProvider"];

interface RouteFieldsProps {
  routes: ModelRoute[];
  onChange: (routes: ModelRoute[]) => void;
}

/** The providers of a model, in order of preference. */
export function RouteFields({ routes, onChange }: RouteFieldsProps) {
  const { t } = useTranslation();
  const providers = api.useQuery("get", "/api/admin/providers");
  const names = (providers.data?.data ?? []).map(({ provider }) => provider);
  const [free] = names.filter((name) => routes.every(({ provider }) => provider !== name));
  const set = (index: number, route: ModelRoute) => onChange(routes.with(index, route));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-small font-medium">{t("admin.providers.provider")}</legend>
      <p className="text-small text-ink-3">
        {t(routes.length === 0 ? "admin.models.noRoutesHint" : "admin.models.routesHint")}
      </p>
      {routes.map((route, index) => (
        <div key={index} className="flex flex-wrap items-end gap-2 sm:flex-nowrap">
          <RouteField
            route={route}
            position={index + 1}
            names={[...new Set([route.provider, ...names])]}
            onChange={(changed) => set(index, changed)}
          />
          <RouteButtons index={index} routes={routes} onChange={onChange} />
        </div>
      ))}
      {free !== undefined && (
        <Button
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...routes, { provider: free, provider_model: "" }])}
        >
          {t("admin.models.addRoute")}
        </Button>
      )}
    </fieldset>
  );
}

interface RouteFieldProps {
  route: ModelRoute;
  position: number;
  names: string[];
  onChange: (route: ModelRoute) => void;
}

function RouteField({ route, position, names, onChange }: RouteFieldProps) {
  const { t } = useTranslation();
  return (
    <>
      <SelectField
        label={t("admin.models.route", { position })}
        value={route.provider}
        options={names.map((name) => [name, name])}
        onChange={({ target }) => onChange({ ...route, provider: target.value })}
      />
      <div className="min-w-0 flex-1 basis-40">
        <TextField
          label={t("admin.models.routeModel")}
          value={route.provider_model}
          pattern="[A-Za-z0-9][A-Za-z0-9._:\/\-]{0,99}"
          onChange={({ target }) => onChange({ ...route, provider_model: target.value })}
          autoComplete="off"
          required
        />
      </div>
    </>
  );
}

function RouteButtons({ index, routes, onChange }: RouteFieldsProps & { index: number }) {
  const { t } = useTranslation();
  const position = index + 1;
  const swap = (other: number) => {
    const [one, two] = [routes[index], routes[other]];
    if (one && two) onChange(routes.with(index, two).with(other, one));
  };
  return (
    <div className="flex">
      <IconButton
        icon={ArrowUp}
        label={t("admin.models.moveUp", { position })}
        disabled={index === 0}
        onClick={() => swap(index - 1)}
      />
      <IconButton
        icon={ArrowDown}
        label={t("admin.models.moveDown", { position })}
        disabled={index === routes.length - 1}
        onClick={() => swap(index + 1)}
      />
      <IconButton
        icon={X}
        label={t("admin.models.removeRoute", { position })}
        onClick={() => onChange(routes.toSpliced(index, 1))}
      />
    </div>
  );
}
