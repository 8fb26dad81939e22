import type { CallState, CallView } from '../../../api/views'

/** Which of the live calls are shown: those that a pressed figure counts. */
export interface LiveFilter {
  what: string
  states: readonly CallState[]
  queue: string | null
}

export function matches(filter: LiveFilter | null, call: CallView): boolean {
  return filter === null || (filter.states.includes(call.state) && (filter.queue === null || filter.queue === call.queue))
}
