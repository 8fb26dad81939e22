import { computed, ref } from 'vue'
import { listQueues, type QueueSettings } from '../../api/calls'

/** The queues by name, for fields that hold a queue's key. */
export function useQueueNames() {
  const queues = ref<QueueSettings[]>([])
  // Without the list the keys are shown, which administrators know.
  listQueues().then(found => (queues.value = found)).catch(() => undefined)
  const names = computed(() => new Map(queues.value.map(queue => [queue.key, queue.name])))
  return { queues, nameOf: (key: string) => names.value.get(key) ?? key }
}
