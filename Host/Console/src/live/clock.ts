import { computed, ref, shallowRef, type ComputedRef } from 'vue'

const samplesKept = 20
const samples: number[] = []
const skew = shallowRef(Date.now() - performance.now())
const tick = ref(performance.now())

setInterval(() => (tick.value = performance.now()), 250)

/**
 * Hears the server's clock. A message can only be late, never early, so the greatest of the last differences is nearest
 * to the truth; the local part is a clock that nobody sets, so that a wrong or corrected PC clock moves no timer.
 */
export function hearServerTime(serverNow: number | null): void {
  if (serverNow === null || !Number.isFinite(serverNow)) {
    return
  }

  samples.push(serverNow - performance.now())
  if (samples.length > samplesKept) {
    samples.shift()
  }

  skew.value = Math.max(...samples)
}

/** The server's time now, in milliseconds since 1970. */
export function serverNow(): number {
  return skew.value + performance.now()
}

/** The server's time for screens: moves four times a second. */
export const serverTime: ComputedRef<number> = computed(() => skew.value + tick.value)

/** The server's time in whole seconds, for what is shown in seconds. */
export const serverSeconds: ComputedRef<number> = computed(() => Math.floor(serverTime.value / 1000))

/** A clock that only measures distances on this machine, for freshness; moves four times a second. */
export const localTick: ComputedRef<number> = computed(() => tick.value)
