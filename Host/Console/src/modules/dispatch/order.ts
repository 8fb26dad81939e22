import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import * as orders from '../../api/orders'
import { followTopic } from '../../live/items'
import { useAction } from '../../parts/action'

/** An order that is kept as the host has it, for as long as the page is open. */
export function useOrder(id: () => string | null): { detail: Ref<orders.OrderDetail | null>, missing: Ref<boolean>, load: () => void } {
  const detail = ref<orders.OrderDetail | null>(null)
  const missing = ref(false)
  let stop: () => void = () => undefined
  let wanted: string | null = null
  const loading = useAction(async () => {
    const asked = wanted
    if (asked !== null) {
      const answer = await orders.showOrder(asked).catch((error: unknown) => {
        missing.value = true
        throw error
      })
      if (asked === wanted) {
        detail.value = answer
      }
    }
  })
  let wishes = 0

  async function load(): Promise<void> {
    wishes++
    if (!loading.busy.value) {
      // What changes while an answer is under way must be asked again.
      for (let served = 0; served !== wishes;) {
        served = wishes
        await loading.run()
      }
    }
  }

  watch(id, now => {
    stop()
    wanted = now
    missing.value = false
    if (detail.value?.order.id !== now) {
      detail.value = null
    }

    if (now !== null) {
      void load()
      const topic = followTopic(`order:${now}`, false)
      const ended = watch(() => topic.items.get('change'), () => void load())
      stop = () => {
        ended()
        topic.stop()
      }
    }
  }, { immediate: true })
  onBeforeUnmount(() => stop())
  return { detail, missing, load: () => void load() }
}

/** Asks a list again whenever the host says that something in it changed; at most once a second. */
export function useListTopic(name: () => string | null, changed: () => void): void {
  let stop: () => void = () => undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(name, topic => {
    stop()
    if (topic !== null) {
      const followed = followTopic(topic, false)
      const ended = watch(() => followed.items.get('change'), () => {
        timer ??= setTimeout(() => {
          timer = undefined
          changed()
        }, 1000)
      })
      stop = () => {
        ended()
        followed.stop()
      }
    }
  }, { immediate: true })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    stop()
  })
}
