import { ref, type Ref } from 'vue'
import { Problem } from '../api/client'
import { sentenceOf, toast } from './problems'

export interface Action<Args extends unknown[]> {
  /** Does it; answers whether it was done. A second press while the first is under way does nothing. */
  run: (...args: Args) => Promise<boolean>
  busy: Ref<boolean>
  /** The host's "no" (409, 400), to be shown beside the control; other failures become a toast. */
  refusal: Ref<string>
}

/** A command to the host behind a button. */
export function useAction<Args extends unknown[]>(act: (...args: Args) => Promise<unknown>): Action<Args> {
  const busy = ref(false)
  const refusal = ref('')
  async function run(...args: Args): Promise<boolean> {
    if (busy.value) {
      return false
    }

    busy.value = true
    refusal.value = ''
    try {
      await act(...args)
      return true
    } catch (error) {
      if (error instanceof Problem && (error.status === 409 || error.status === 400 || error.status === 422)) {
        refusal.value = sentenceOf(error)
      } else {
        toast(error)
      }

      return false
    } finally {
      busy.value = false
    }
  }

  return { run, busy, refusal }
}
