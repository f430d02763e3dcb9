import { Form } from "@base-ui/react/form";
import type { FormEvent, ReactNode } from "react";
import { useUrlState } from "./url-state.ts";
import { readForm } from "./form-values.ts";

interface FilterFormProps {
  /** The names of the fields, which are also the names of the URL parameters. */
  names: readonly string[];
  className: string;
  children: ReactNode;
}

/** A form that stores its values in the URL on submit and resets when the URL changes. */
export function FilterForm({ names, className, children }: FilterFormProps) {
  const urlState = useUrlState();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = readForm(event.currentTarget);
    urlState.set(Object.fromEntries(names.map((name) => [name, text(name)])));
  };
  const storedValues = JSON.stringify(names.map((name) => urlState.get(name) ?? ""));
  return (
    <Form key={storedValues} onSubmit={submit} className={className}>
      {children}
    </Form>
  );
}
