import createFetch from "openapi-fetch";
import createQueries from "openapi-react-query";
import type { components, paths } from "../../../generated/account/client.ts";

/** The shapes that the account API speaks in. */
export type Schemas = components["schemas"];

/** Plain calls of the account API, for what is neither shown nor kept. */
export const client = createFetch<paths>();

/** The account API as queries and mutations; all that the console shows comes through here. */
export const api = createQueries(client);
