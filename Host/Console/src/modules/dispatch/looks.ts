import type { Alert, OrderState, Urgency } from '../../api/orders'

/** The class that colours a state; the word is always beside it. */
export const stateTones: Record<OrderState, string> = {
  pendingReview: 'tone-busy',
  dispatched: 'tone-ring',
  signed: 'tone-wrap',
  inProgress: 'tone-talk',
  objectionReview: 'tone-hold',
  negotiation: 'tone-hold',
  finishReview: 'tone-busy',
  callbackPending: 'tone-ring',
  escalated: 'tone-bad',
  carriedOver: 'tone-off',
  closed: 'tone-ready',
  merged: 'tone-off',
  withdrawn: 'tone-off',
  transferred: 'tone-off',
  outOfScope: 'tone-off',
  archived: 'tone-off',
}

export const alertTones: Record<Alert, string> = { none: '', warned: 'warn', overdue: 'bad' }

export const urgencyTones: Record<Urgency, string> = { normal: '', important: 'tone-busy', urgent: 'tone-bad' }
