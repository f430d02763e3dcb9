/** The rate limit of an API key in the current hour. */
export interface RateLimit {
  limit: number;
  remaining: number;
  resetsAt: Date;
}
