/** The steps with a failpoint on each side. */
const STEPS = [
  "accept",
  "claim",
  "sent",
  "image-put",
  "finish",
  "job-report",
  "delivery-start",
  "delivery-end",
  "heartbeat",
  "recover",
  "cancel",
] as const;

/** A step at whose borders a process can be stopped. */
export type Step = (typeof STEPS)[number];

/** "before": the step is not done; "after": it is done, and the process has not used its result. */
export type Failpoint = `${Step}:before` | `${Step}:after` | "provider-answered";

/** Every failpoint. */
export const FAILPOINTS: readonly Failpoint[] = [
  ...STEPS.flatMap((step): Failpoint[] => [`${step}:before`, `${step}:after`]),
  "provider-answered",
];

/** What the first process does that reaches an armed failpoint. */
export interface FailpointAction {
  action: "kill" | "freeze";
  /** The only process that may take it, by its name. */
  process?: string;
}

/** The environment variables that enable failpoints in a process. */
export const FAILPOINT_FOLDER = "HARNESS_FAILPOINT_FOLDER";
export const PROCESS_NAME = "HARNESS_PROCESS_NAME";
