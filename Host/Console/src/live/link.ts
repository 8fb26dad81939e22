import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { hearServerTime, localTick } from './clock'
import { Hub, type LinkState } from './hub'
import type { Topic, TopicChange } from './topic'

/** After so many milliseconds without a sign of life what is on the screen counts as old. */
export const staleAfter = 5000

/** The one live link of this console: its state, and how fresh each topic is. */
export const useLink = defineStore('link', () => {
  const state = ref<LinkState>('idle')
  const lostSince = ref<number | null>(null)
  const heard = reactive(new Map<string, number>())
  const refused = reactive(new Map<string, string>())
  const hub = shallowRef<Hub | null>(null)
  const waiting: (() => void)[] = []
  let signedOut: () => void = () => undefined
  let kind: string | null = null

  const live = computed(() => state.value === 'live')

  /** Loads the hub's library and opens the link; harmless where it is open. */
  async function open(onSignedOut: () => void): Promise<void> {
    signedOut = onSignedOut
    if (hub.value === null) {
      const { signalrWire } = await import('./signalr')
      hub.value ??= new Hub({
        connect: events => signalrWire(events, kind),
        onState: next => {
          state.value = next
          lostSince.value = next === 'lost' ? lostSince.value ?? performance.now() : null
        },
        onHeard: (topic, now) => {
          hearServerTime(now)
          heard.set(topic, performance.now())
        },
        onRefused: (topic, reason) => refused.set(topic, reason),
        onSignedOut: () => signedOut(),
      })
      waiting.splice(0).forEach(begin => begin())
      window.addEventListener('online', () => hub.value?.hurry())
      window.addEventListener('offline', () => hub.value?.cut())
    }

    hub.value.start()
  }

  function close(): void {
    hub.value?.stop()
    heard.clear()
    refused.clear()
  }

  /** Says as what kind of console this page sits here (`agent`), or that it only looks on (null). */
  function sit(as: string | null): void {
    if (as !== kind) {
      kind = as
      hub.value?.renew()
    }
  }

  /** Watches a topic until the returned function is called. */
  function watch(name: string, changed: (change: TopicChange) => void, confirmed: boolean): { topic: () => Topic | null, stop: () => void } {
    let topic: Topic | null = null
    let stopped = false
    refused.delete(name)
    const begin = () => {
      if (!stopped) {
        topic = hub.value?.watch(name, changed, confirmed) ?? null
      }
    }
    if (hub.value === null) {
      waiting.push(begin)
    } else {
      begin()
    }

    return {
      topic: () => topic,
      stop: () => {
        stopped = true
        hub.value?.unwatch(name)
        heard.delete(name)
      },
    }
  }

  /** Milliseconds since the server last confirmed what we know of a topic; null before the first snapshot. */
  function age(name: string): number | null {
    const at = heard.get(name)
    return at === undefined ? null : Math.max(0, localTick.value - at)
  }

  return { state, live, lostSince, refused, open, close, sit, watch, age }
})
