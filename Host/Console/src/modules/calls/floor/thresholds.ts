/** How a figure stands to its target. */
export type Verdict = 'good' | 'warn' | 'bad' | 'none'

/**
 * The board's targets. The connect rate and the 15 s are GB/T 33358-2016's (政府热线服务规范); the other limits are the
 * hall's own habit and stand here, in one place, to be changed.
 */
export const targets = {
  connectRate: { good: 0.95, warn: 0.9 },
  serviceLevel: { good: 0.9, warn: 0.8 },
  /** The longest wait is bad from so many times the service level's seconds on. */
  waitBadFactor: 4,
  /** So many callbacks due are bad; a single one is worth a look. */
  callbacksBad: 10,
  /** Seconds in a state after which a person is marked, by state. */
  longIn: { notReady: 15 * 60, reserved: 30, held: 3 * 60, wrapUp: 3 * 60, talking: 15 * 60 } as Readonly<Record<string, number>>,
}

export function rateVerdict(part: number | undefined, whole: number | undefined, target: { good: number, warn: number }): Verdict {
  if (part === undefined || whole === undefined || whole === 0) {
    return 'none'
  }

  const rate = part / whole
  return rate >= target.good ? 'good' : rate >= target.warn ? 'warn' : 'bad'
}

export function waitVerdict(since: string | null | undefined, seconds: number, now: number): Verdict {
  if (since === null || since === undefined) {
    return 'good'
  }

  const waited = (now - Date.parse(since)) / 1000
  return waited <= seconds ? 'good' : waited <= seconds * targets.waitBadFactor ? 'warn' : 'bad'
}

export function callbacksVerdict(due: number | undefined): Verdict {
  return due === undefined ? 'none' : due === 0 ? 'good' : due < targets.callbacksBad ? 'warn' : 'bad'
}
