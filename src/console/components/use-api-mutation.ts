import { useMutation } from "@tanstack/react-query";
import {
  isTemporaryError,
  readErrorCode,
  type ConsoleErrorCode,
  withRetryAfter,
} from "../api/errors.ts";
import { invalidateAllQueries } from "../api/queries.ts";
import { useErrorToast } from "./error-notice.tsx";

/**
 * Runs a mutation of the Account API. On success it refetches all queries and calls `onSuccess`, also if
 * the component is no longer mounted. Pass what closes a dialog or leaves a page to `mutate` instead, which
 * calls it only while the component is mounted: the user may already be somewhere else.
 * After an error that leaves the outcome unknown it refetches all queries too.
 * Errors are shown as a toast, except those in `handledByForm`, which the form shows at its fields.
 */
export function useApiMutation<Input, Output>(
  send: (input: Input) => Promise<{ data?: Output; error?: unknown; response?: Response }>,
  onSuccess?: (output: Output, input: Input) => void,
  handledByForm: ConsoleErrorCode[] | ((error: unknown) => boolean) = [],
) {
  const showError = useErrorToast();
  return useMutation<Output, unknown, Input>({
    async mutationFn(input) {
      const { data, error, response } = await send(input);
      if (error !== undefined) throw withRetryAfter(error, response);
      // Without an error the data has the declared type; it is undefined for 204.
      return data as Output;
    },
    onSuccess(output, input) {
      void invalidateAllQueries();
      onSuccess?.(output, input);
    },
    onError(error) {
      // The change may have been made although its response was lost.
      if (isTemporaryError(error)) void invalidateAllQueries();
      const isInForm = Array.isArray(handledByForm)
        ? handledByForm.includes(readErrorCode(error))
        : handledByForm(error);
      if (!isInForm) showError(error);
    },
  });
}
