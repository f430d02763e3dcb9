import { client, type Schemas } from "../../api/client.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";

/** Writes a model, new or not. */
export function usePutModel(then: () => void) {
  return useApiMutation(
    (body: Schemas["AdminModelInput"]) => client.PUT("/api/admin/models", { body }),
    then,
  );
}
