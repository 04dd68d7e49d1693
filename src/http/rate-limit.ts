import type { RateLimit } from './settings.ts';

/** Beyond this many callers the one that has been quiet longest is forgotten. */
const MAX_BUCKETS = 50_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** What is left to a caller, and if nothing is, after how many seconds there will be. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly retryAfterSeconds: number | null;
}

/**
 * A token bucket per caller: `burst` at once, `perSecond` in the long run. `now` in milliseconds, of a clock that only
 * goes forward. Counted in this process alone: with n nodes behind a balancer a caller may send up to n times as much.
 */
export function createRateLimiter(limit: RateLimit, now: () => number): (caller: string) => Allowance {
  const buckets = new Map<string, Bucket>();
  return (caller) => {
    const at = now();
    const bucket = buckets.get(caller) ?? { tokens: limit.burst, at };
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((at - bucket.at) / 1000) * limit.perSecond);
    bucket.at = at;
    // Deleted and set again, so that the map's order is the order of last use.
    buckets.delete(caller);
    buckets.set(caller, bucket);
    forgetOldest(buckets);
    return spend(bucket, limit);
  };
}

function spend(bucket: Bucket, { burst, perSecond }: RateLimit): Allowance {
  const allowed = bucket.tokens >= 1;
  if (allowed) bucket.tokens -= 1;
  return {
    limit: burst,
    remaining: Math.floor(bucket.tokens),
    resetSeconds: Math.ceil((burst - bucket.tokens) / perSecond),
    retryAfterSeconds: allowed ? null : Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)),
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  if (buckets.size <= MAX_BUCKETS) return;
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}

/** The headers of draft-ietf-httpapi-ratelimit-headers as most clients read them, and `Retry-After`. */
export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  const headers = {
    'ratelimit-limit': String(allowance.limit),
    'ratelimit-remaining': String(allowance.remaining),
    'ratelimit-reset': String(allowance.resetSeconds),
  };
  if (allowance.retryAfterSeconds === null) return headers;
  return { ...headers, 'retry-after': String(allowance.retryAfterSeconds) };
}
