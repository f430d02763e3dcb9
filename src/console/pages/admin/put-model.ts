import { client, type Schemas } from "../../api/client.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";

type ModelInput = Schemas["AdminModelInput"];

/** What changes of a model. */
interface ModelChange {
  id: string;
  changes: Partial<ModelInput>;
}

const PATH = "/api/admin/models";

/** Adds a model. */
export function useAddModel(onSuccess: () => void) {
  return useApiMutation((body: ModelInput) => client.PUT(PATH, { body }), onSuccess);
}

/** Applies changes to the current model of the server, because other admins may have changed it. */
export function useUpdateModel(onSuccess: () => void) {
  return useApiMutation(async ({ id, changes }: ModelChange) => {
    const { data, error } = await client.GET(PATH);
    const current = data?.data.find((each) => each.id === id);
    if (current === undefined) return { error };
    // Without its other fields, such as aliases and defaults, these stay as they are.
    const { name, providers, max_images, reference_image_limit, enabled } = current;
    const required = { id, name, providers, max_images, reference_image_limit, enabled };
    return client.PUT(PATH, { body: { ...required, ...changes } });
  }, onSuccess);
}
