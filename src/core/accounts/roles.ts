/** The roles of operators. */
export const ROLES = ["support", "finance", "admin"] as const;

/** A role of an operator. */
export type Role = (typeof ROLES)[number];

/** Returns a role as stored, or undefined for a customer. */
export function toRole(stored: string | null | undefined): Role | undefined {
  return ROLES.find((role) => role === stored);
}
