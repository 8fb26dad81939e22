import { reactive, watch } from 'vue'

/** What an agent wrote about a call and has not yet handed in. */
export interface Draft {
  code: string | null
  note: string
}

const prefix = 'console.draft.'
/** A draft older than a day belongs to nobody any more; a desk is shared. */
const keptFor = 24 * 3600_000

/** A draft that this PC keeps from the first letter on, so that a reload or a lost link costs nothing. */
export function keepDraft(callId: string): Draft {
  sweep()
  const draft = reactive<Draft>(read(callId) ?? { code: null, note: '' })
  watch(draft, now => {
    if (now.code === null && now.note === '') {
      dropDraft(callId)
    } else {
      localStorage.setItem(prefix + callId, JSON.stringify({ ...now, at: Date.now() }))
    }
  }, { flush: 'sync' })
  return draft
}

export function dropDraft(callId: string): void {
  localStorage.removeItem(prefix + callId)
}

function read(callId: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + callId) ?? 'null') as Partial<Draft> | null
    return kept === null ? null : { code: kept.code ?? null, note: kept.note ?? '' }
  } catch {
    return null
  }
}

function sweep(): void {
  for (const key of Object.keys(localStorage).filter(each => each.startsWith(prefix))) {
    const at = (JSON.parse(localStorage.getItem(key) ?? 'null') as { at?: number } | null)?.at
    if (at === undefined || Date.now() - at > keptFor) {
      localStorage.removeItem(key)
    }
  }
}
