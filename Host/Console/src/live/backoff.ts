/** The shortest and the longest pause before the next try, in milliseconds. */
export const shortestPause = 500
export const longestPause = 10_000

/**
 * The pause before try number `attempt` (0 for the first): full jitter, so that a thousand consoles that lost the same
 * host do not come back in the same moment. There is no last try.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longestPause, shortestPause * 2 ** Math.min(attempt + 1, 10))
  return shortestPause + random() * (ceiling - shortestPause)
}
