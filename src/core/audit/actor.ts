/** Who makes a change and why, as recorded in the audit log. */
export interface Actor {
  /** The account of the operator or the customer. Null: the command line. */
  actorId: string | null;
  /** The client address of the actor, if known. Null on the command line. */
  address: string | null;
  reason: string | null;
}

/** The actor of changes on the command line without a stated reason. */
export const CLI: Actor = { actorId: null, address: null, reason: null };

/** Returns the actor of a change that a signed-in caller makes. */
export function toActor<Reason extends string | null>(
  caller: { accountId: string; address: string | null },
  reason: Reason,
): Actor & { reason: Reason } {
  return { actorId: caller.accountId, address: caller.address, reason };
}
