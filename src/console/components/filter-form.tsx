import { Form } from "@base-ui/react/form";
import type { FormEvent, ReactNode } from "react";
import { useUrlState } from "./url-state.ts";
import { readForm } from "./form-values.ts";

interface FilterFormProps {
  /** What is filtered by: the names of the fields, and of the parameters in the address. */
  names: readonly string[];
  className: string;
  children: ReactNode;
}

/** Fields whose values stand in the address once the form is sent; it follows the address back. */
export function FilterForm({ names, className, children }: FilterFormProps) {
  const address = useUrlState();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = readForm(event.currentTarget);
    address.set(Object.fromEntries(names.map((name) => [name, text(name)])));
  };
  const shown = JSON.stringify(names.map((name) => address.get(name) ?? ""));
  return (
    <Form key={shown} onSubmit={submit} className={className}>
      {children}
    </Form>
  );
}
