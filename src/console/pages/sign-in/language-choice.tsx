import { useTranslation } from "react-i18next";
import { isLanguage, languageNames, setLanguage } from "../../languages/language.ts";

/** A language menu for signed-out users. */
export function LanguageChoice({ onPick }: { onPick: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <select
      aria-label={t("common.language")}
      value={i18n.language}
      onChange={({ target: { value } }) => {
        onPick();
        if (isLanguage(value)) void setLanguage(value);
      }}
      className="mt-10 -ml-1 min-h-9 rounded-lg bg-transparent px-1 text-small text-ink-2"
    >
      {Object.entries(languageNames).map(([language, name]) => (
        <option key={language} value={language} lang={language} className="bg-card">
          {name}
        </option>
      ))}
    </select>
  );
}
