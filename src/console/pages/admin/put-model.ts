import { client, type Schemas } from "../../api/client.ts";
import { useSend } from "../../components/use-api-mutation.ts";

/** Writes a model, new or not. */
export function usePutModel(then: () => void) {
  return useSend(
    (body: Schemas["AdminModelInput"]) => client.PUT("/api/admin/models", { body }),
    then,
  );
}
