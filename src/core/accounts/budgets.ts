/** The periods of a budget, in UTC. */
export const BUDGET_PERIODS = ["day", "month", "lifetime"] as const;

/** Credits that the generations of an API key may hold and capture in a period. */
export interface Budget {
  credits: number;
  period: (typeof BUDGET_PERIODS)[number];
}

/** Returns a budget of the form 500/day, or undefined. */
export function parseBudget(text: string): Budget | undefined {
  const [, digits, name] = /^(\d{1,9})\/(\w+)$/.exec(text) ?? [];
  const period = BUDGET_PERIODS.find((each) => each === name);
  const credits = Number(digits);
  return period !== undefined && credits > 0 ? { credits, period } : undefined;
}
