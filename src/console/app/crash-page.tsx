import { ErrorNotice } from "../components/error-notice.tsx";

const ERROR = { error: { code: "internal_error", message: "The page could not be rendered." } };

/** Replaces the console after an error in its code. */
export function CrashPage() {
  return (
    <main className="mx-auto max-w-xl p-6">
      <ErrorNotice error={ERROR} retry={() => location.reload()} />
    </main>
  );
}
