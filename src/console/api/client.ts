import createFetch from "openapi-fetch";
import createQueries from "openapi-react-query";
import type { components, paths } from "../../../generated/account/client.ts";
import { sendConfirmed } from "./send-confirmed.ts";

/** Schemas of the Account API. */
export type Schemas = components["schemas"];

/** Sends requests to the Account API without caching the response. */
export const client = createFetch<paths>({ fetch: sendConfirmed });

/** Queries and mutations of the Account API. All data that the console shows comes from here. */
export const api = createQueries(client);
