import { Form } from "@base-ui/react/form";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
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
  const storedValues = JSON.stringify(names.map((name) => urlState.get(name) ?? ""));
  const [form, keepFocus] = useKeptFocus(storedValues);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = readForm(event.currentTarget);
    keepFocus();
    urlState.set(Object.fromEntries(names.map((name) => [name, text(name)])));
  };
  return (
    <Form key={storedValues} ref={form} onSubmit={submit} className={className}>
      {children}
    </Form>
  );
}

/** Focuses the same control again after a submit has replaced the form. */
function useKeptFocus(storedValues: string) {
  const form = useRef<HTMLFormElement>(null);
  const focused = useRef<number>(undefined);
  useEffect(() => {
    const control = form.current?.elements[focused.current ?? -1];
    focused.current = undefined;
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  }, [storedValues]);
  const keepFocus = () => {
    const controls = [...(form.current?.elements ?? [])];
    focused.current = controls.findIndex((each) => each === document.activeElement);
  };
  return [form, keepFocus] as const;
}
