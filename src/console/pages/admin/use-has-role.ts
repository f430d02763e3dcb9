import { api, type Schemas } from "../../api/client.ts";

/** A role of an operator. */
type Role = NonNullable<Schemas["Account"]["role"]>;

/** The roles of operators. Each role has the rights of those before it. */
export const ROLES: Role[] = ["support", "finance", "admin"];

/** Returns whether the signed-in operator has a role or a higher one. The server checks it again. */
export function useHasRole(role: Role): boolean {
  const account = api.useQuery("get", "/api/account");
  const own = account.data?.role ?? null;
  return own !== null && ROLES.indexOf(own) >= ROLES.indexOf(role);
}
