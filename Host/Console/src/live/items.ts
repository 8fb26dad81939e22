import { shallowReactive, shallowRef, type ShallowReactive, type ShallowRef } from 'vue'
import { useLink } from './link'

/** A topic's items for screens: each key with its newest state. */
export interface LiveItems {
  items: ShallowReactive<Map<string, unknown>>
  /** False until the first snapshot; until then a screen shows a dash, never a zero. */
  known: ShallowRef<boolean>
  /** Takes the answer to one's own command. */
  put: (key: string, version: number, value: unknown) => void
  stop: () => void
}

/**
 * Follows a topic. What was known stays while the link is down, and is marked as old by its age where the topic is one
 * whose freshness is shown (`confirmed`).
 */
export function followTopic(name: string, confirmed: boolean): LiveItems {
  const items = shallowReactive(new Map<string, unknown>())
  const known = shallowRef(false)
  const watch = useLink().watch(name, change => {
    if (change.reset) {
      [...items.keys()].filter(key => !change.items.has(key)).forEach(key => items.delete(key))
    }

    for (const [key, value] of change.items) {
      if (value === null) {
        items.delete(key)
      } else {
        items.set(key, value)
      }
    }

    known.value = true
  }, confirmed)
  return { items, known, put: (key, version, value) => watch.topic()?.put(key, version, value), stop: watch.stop }
}
