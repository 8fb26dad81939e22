import { ref } from 'vue'
import type { LineStep, LineView } from '../../api/lines'
import { Problem } from '../../api/client'

/** What the host tells when somebody else changed a line first: how it is now, and what was changed since. */
export interface Conflict {
  current: LineView
  changes: LineStep[]
}

/** Catches the "somebody else was first" of a change, so that the form can show it instead of losing what was filled in. */
export function useConflict() {
  const conflict = ref<Conflict | null>(null)

  async function guard<T>(change: () => Promise<T>): Promise<T> {
    conflict.value = null
    try {
      return await change()
    } catch (error) {
      if (error instanceof Problem && error.code === 'stale-version') {
        conflict.value = { current: error.fields.current as LineView, changes: error.fields.changes as LineStep[] }
      }

      throw error
    }
  }

  return { conflict, guard }
}
