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

/** Follows a topic. What was known stays while the link is down, and is marked as old by its age. */
export function followTopic(name: string, heard?: (key: string, value: unknown, before: unknown) => void): LiveItems {
  const items = shallowReactive(new Map<string, unknown>())
  const known = shallowRef(false)
  const watch = useLink().watch(name, change => {
    const before = new Map(items)
    if (change.reset) {
      for (const key of before.keys()) {
        if (!change.items.has(key)) {
          items.delete(key)
          heard?.(key, null, before.get(key))
        }
      }
    }

    for (const [key, value] of change.items) {
      if (value === null) {
        items.delete(key)
      } else {
        items.set(key, value)
      }

      heard?.(key, value, before.get(key))
    }

    known.value = true
  })
  return { items, known, put: (key, version, value) => watch.topic()?.put(key, version, value), stop: watch.stop }
}
