import { useMutation } from "@tanstack/react-query";
import { readErrorCode, type FaultCode, withRetryAfter } from "../api/errors.ts";
import { refresh } from "../api/queries.ts";
import { useErrorToast } from "./error-notice.tsx";

/**
 * Runs a mutation of the Account API. On success it refetches all queries and calls `onDone`. Errors are
 * shown as a toast unless `isShown` matches them, which the form onDone shows itself.
 */
export function useApiMutation<Input, Output>(
  send: (input: Input) => Promise<{ data?: Output; error?: unknown; response?: Response }>,
  onDone?: (output: Output, input: Input) => void,
  isShown: FaultCode[] | ((error: unknown) => boolean) = [],
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
      void refresh();
      onDone?.(output, input);
    },
    onError(error) {
      const isInForm = Array.isArray(isShown)
        ? isShown.includes(readErrorCode(error))
        : isShown(error);
      if (!isInForm) showError(error);
    },
  });
}
