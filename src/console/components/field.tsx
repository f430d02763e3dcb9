import { Field } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.ts";

// The share of the maximum length from which on the length is shown.
const NEAR_LIMIT = 0.9;

/** The classes of all inputs. */
const inputClass = `w-full min-h-9 rounded-lg border border-edge bg-card px-3 py-1 text-ink
  placeholder:text-ink-3 disabled:opacity-60 data-invalid:border-bad`;

interface FieldText {
  label: string;
  hint?: ReactNode;
}

type FieldFrameProps = FieldText & { name: string | undefined; children: ReactNode };

/** A control with its label and its hint. Screen readers read both with the control. */
function FieldFrame({ label, hint, name, children }: FieldFrameProps) {
  return (
    <Field.Root name={name ?? ""} className="flex min-w-0 flex-col gap-1.5">
      <Field.Label className="text-small font-medium">{label}</Field.Label>
      {children}
      {hint && (
        <Field.Description className="text-small text-ink-3 data-invalid:hidden">
          {hint}
        </Field.Description>
      )}
    </Field.Root>
  );
}

type TextFieldProps = FieldText &
  Omit<ComponentProps<typeof Field.Control>, "className"> & {
    /** A validation message of the server. */
    error?: string | undefined;
  };

/** A text input with label, hint and, after blur, validation messages. */
export function TextField({ label, hint, name, error, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} hint={error ? undefined : hint} name={name}>
      <Field.Control {...rest} className={inputClass} />
      <FieldErrors {...rest} />
      {error && (
        <Field.Error match role="alert" className="text-small text-bad">
          {error}
        </Field.Error>
      )}
    </FieldFrame>
  );
}

type Constraints = Pick<ComponentProps<"input">, "minLength" | "min" | "max" | "type">;

/** What is wrong with the value, for each kind of constraint that the browser checks. */
function FieldErrors({ minLength = 1, min, max, type }: Constraints) {
  const { t } = useTranslation();
  const format = useFormat();
  const notValid = t(type === "email" ? "form.notEmail" : "form.notValid");
  // The limits of dates are texts.
  const toLimit = (value: typeof min) => (typeof value === "number" ? format.number(value) : value);
  const messages = {
    valueMissing: t("form.required"),
    tooShort: t("form.tooShort", { count: minLength }),
    stepMismatch: t("issue.integer"),
    rangeUnderflow: type === "number" ? t("issue.atLeast", { value: toLimit(min) }) : notValid,
    rangeOverflow: type === "number" ? t("issue.atMost", { value: toLimit(max) }) : notValid,
    typeMismatch: notValid,
    patternMismatch: notValid,
    badInput: notValid,
  } as const;
  return VALIDITY.map((kind) => (
    <Field.Error key={kind} match={kind} className="text-small text-bad">
      {messages[kind]}
    </Field.Error>
  ));
}

const VALIDITY = [
  ...(["valueMissing", "tooShort", "stepMismatch", "rangeUnderflow", "rangeOverflow"] as const),
  ...(["typeMismatch", "patternMismatch", "badInput"] as const),
];

type TextAreaFieldProps = FieldText & Omit<ComponentProps<"textarea">, "className">;

/** A text input of several lines. Shows the length when it comes close to `maxLength`. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { label, hint, name, value, maxLength, ...rest } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const length = String(value ?? "").length;
  const isNearLimit = maxLength !== undefined && length > maxLength * NEAR_LIMIT;
  return (
    <FieldFrame label={label} hint={hint} name={name}>
      <Field.Control
        value={String(value ?? "")}
        render={<textarea {...rest} maxLength={maxLength} />}
        className={inputClass}
      />
      <FieldErrors minLength={rest.minLength} />
      {isNearLimit && (
        <p role="status" className="text-small text-ink-3">
          {t("form.length", { length: format.number(length), max: format.number(maxLength) })}
        </p>
      )}
    </FieldFrame>
  );
}

type Option = [value: string, text: string];

/** Options under a heading. */
interface OptionGroup {
  heading: string;
  options: Option[];
  disabled?: boolean;
}

type SelectFieldProps = FieldText &
  Omit<ComponentProps<"select">, "className"> & { options: (Option | OptionGroup)[] };

/** A select with its label and hint. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, name, value, defaultValue, disabled = false, options, ...rest } = props;
  return (
    <FieldFrame label={label} hint={hint} name={name}>
      <Field.Control
        value={value}
        defaultValue={defaultValue}
        disabled={disabled}
        className={inputClass}
        render={
          <select {...rest}>
            {options.map((each) =>
              Array.isArray(each) ? (
                <SelectOption key={each[0]} option={each} />
              ) : (
                <optgroup key={each.heading} label={each.heading} disabled={each.disabled}>
                  {each.options.map((option) => (
                    <SelectOption key={option[0]} option={option} />
                  ))}
                </optgroup>
              ),
            )}
          </select>
        }
      />
    </FieldFrame>
  );
}

function SelectOption({ option: [value, text] }: { option: Option }) {
  return <option value={value}>{text}</option>;
}

/** A checkbox with its label. */
export function CheckField({ label, ...rest }: { label: ReactNode } & ComponentProps<"input">) {
  return (
    <label className="flex min-h-9 items-center gap-2.5">
      <input type="checkbox" {...rest} className="size-4.5 shrink-0 accent-ink" />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
