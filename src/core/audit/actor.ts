/** Who makes a change and why, as recorded in the audit log. */
export interface Actor {
  /** The account of the operator. Null: the command line. */
  actorId: string | null;
  reason: string | null;
}

/** The actor of changes on the command line without a stated reason. */
export const CLI: Actor = { actorId: null, reason: null };
