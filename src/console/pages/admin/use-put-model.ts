import { client, type Schemas } from "../../api/client.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";

/** Creates or updates a model. */
export function usePutModel(onSuccess: () => void) {
  return useApiMutation(
    (body: Schemas["AdminModelInput"]) => client.PUT("/api/admin/models", { body }),
    onSuccess,
  );
}
