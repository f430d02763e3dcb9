import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { TextAreaField } from "../../components/field.tsx";
import { Card } from "../../components/page.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { useHasRole } from "./use-has-role.ts";

type LegacySize = Schemas["LegacySize"];

/** The sizes that images of the OpenAI-compatible API are resized to. */
export function LegacySizes() {
  const { t } = useTranslation();
  const sizes = api.useQuery("get", "/api/admin/legacy-sizes");
  const [isOpen, setOpen] = useState(false);
  const isAdmin = useHasRole("admin");
  return (
    <Card flush title={t("admin.sizes.title")} hint={t("admin.sizes.hint")}>
      <QueryBoundary query={sizes}>
        {({ data }) => (
          <>
            <SizeTable sizes={data} />
            {isAdmin && (
              <div className="p-4">
                <Button onClick={() => setOpen(true)}>{t("admin.sizes.edit")}</Button>
              </div>
            )}
            {isOpen && <SizeForm sizes={data} onClose={() => setOpen(false)} />}
          </>
        )}
      </QueryBoundary>
    </Card>
  );
}

function SizeTable({ sizes }: { sizes: LegacySize[] }) {
  const { t } = useTranslation();
  return (
    <Table
      label={t("admin.sizes.title")}
      columns={[
        { head: t("parameter.size"), cell: ({ size }) => size },
        { head: t("admin.sizes.generated"), cell: ({ generated_size }) => generated_size },
      ]}
      rows={sizes}
      getRowKey={({ size }) => size}
    />
  );
}

interface SizeFormProps {
  sizes: LegacySize[];
  onClose: () => void;
}

function SizeForm({ sizes, onClose }: SizeFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => sizes.map(toLine).join("\n"));
  const replace = useApiMutation(
    (data: LegacySize[]) => client.PUT("/api/admin/legacy-sizes", { body: { data } }),
    () => toastSuccess(t("common.saved")),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    replace.mutate(fromLines(text), { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={t("admin.sizes.edit")} hint={t("admin.sizes.editHint")}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <TextAreaField
          name="sizes"
          label={t("admin.sizes.title")}
          rows={12}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={replace.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function toLine({ size, generated_size }: LegacySize): string {
  return `${size} ${generated_size}`;
}

function fromLines(text: string): LegacySize[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [size = "", generated_size = ""] = line.trim().split(/\s+/);
    return { size, generated_size };
  });
}
