import { ref } from 'vue'
import * as orders from '../../api/orders'
import { useAction } from '../../parts/action'

const listOfState: Readonly<Record<string, string>> = {
  pendingReview: 'preReview', objectionReview: 'objections', negotiation: 'negotiations', finishReview: 'closingReview',
  callbackPending: 'callbacks', escalated: 'escalated', carriedOver: 'carriedOver',
}

/** How many orders each of the hotline's lists has. */
export function useFigures() {
  const counts = ref<Record<string, number>>({})
  const asking = useAction(async () => {
    const figures = await orders.showFigures()
    counts.value = {
      ...Object.fromEntries(Object.values(listOfState).map(list => [list, 0])),
      ...Object.fromEntries(figures.states.flatMap(({ key, count }) => listOfState[key] === undefined ? [] : [[listOfState[key], count]])),
      warned: figures.warned.count, overdue: figures.overdue.count, hard: figures.hard.count,
    }
  })
  return { counts, ask: () => void asking.run() }
}
