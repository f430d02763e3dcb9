import { useMutation } from "@tanstack/react-query";
import { readErrorCode, type FaultCode, withRetryAfter } from "../api/errors.ts";
import { refresh } from "../api/queries.ts";
import { useErrorToast } from "./error-notice.tsx";

/**
 * Sends a change: errors become toasts, unless `isShown` says that the form itself shows them, and what
 * is on the screen is read again.
 */
export function useApiMutation<Input, Output>(
  send: (input: Input) => Promise<{ data?: Output; error?: unknown; response?: Response }>,
  then?: (output: Output, input: Input) => void,
  isShown: FaultCode[] | ((error: unknown) => boolean) = [],
) {
  const complain = useErrorToast();
  return useMutation<Output, unknown, Input>({
    async mutationFn(input) {
      const { data, error, response } = await send(input);
      if (error !== undefined) throw withRetryAfter(error, response);
      // Without an error there is the data that the document declares; 204 has none.
      return data as Output;
    },
    onSuccess(output, input) {
      void refresh();
      then?.(output, input);
    },
    onError(error) {
      const isInForm = Array.isArray(isShown)
        ? isShown.includes(readErrorCode(error))
        : isShown(error);
      if (!isInForm) complain(error);
    },
  });
}
