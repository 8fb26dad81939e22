import { get, post } from './client'

export type OrderState =
  | 'pendingReview' | 'dispatched' | 'signed' | 'inProgress' | 'objectionReview' | 'negotiation' | 'finishReview'
  | 'callbackPending' | 'escalated' | 'carriedOver' | 'closed' | 'merged' | 'withdrawn' | 'transferred' | 'outOfScope' | 'archived'
export type Alert = 'none' | 'warned' | 'overdue'
export type Urgency = 'normal' | 'important' | 'urgent'
export type InboxList =
  | 'preReview' | 'objections' | 'negotiations' | 'closingReview' | 'callbacks' | 'escalated' | 'carriedOver' | 'hard'
  | 'warned' | 'overdue'
export type WorkbenchList = 'toSign' | 'inProgress' | 'toReply' | 'returned'
export type MatterKind =
  | 'return' | 'partReturn' | 'extension' | 'negotiation' | 'supervision' | 'unreasonable' | 'scoreAppeal' | 'carryOver'

/** One order in a list. */
export interface OrderItem {
  id: string
  number: string
  state: OrderState
  type: string
  urgency: Urgency
  title: string
  category: string | null
  area: string | null
  channel: string
  lead: string | null
  leadName: string | null
  acceptedAt: string
  dueAt: string | null
  alert: Alert
  hard: boolean
  secret: boolean
  returns: number
  reworks: number
  urges: number
  outcome: string | null
  version: number
}

/** Whom the catalogue suggests, and why. */
export interface Suggestion { lead: string, leadName: string, assists: string[], why: string }

export interface MatterItem {
  id: string
  kind: MatterKind
  state: 'open' | 'granted' | 'refused' | 'answered' | 'settled'
  org: string | null
  orgName: string | null
  askedByName: string
  askedAt: string
  reason: string
  legalBasis: string | null
  word: string | null
  amount: number | null
  unit: string | null
  units: string[]
  dueAt: string | null
  decidedByName: string | null
  decidedAt: string | null
  decision: string | null
  toldAt: string | null
  toldHow: string | null
}

export interface Part {
  id: string
  unit: string
  unitName: string
  role: 'lead' | 'assist' | 'sub'
  state: string
  sentAt: string
  signedAt: string | null
  repliedAt: string | null
  dueAt: string | null
  answer: string | null
}

export interface ClockFace {
  kind: string
  unitName: string | null
  limit: string
  source: string
  startedAt: string
  dueAt: string
  state: 'running' | 'paused' | 'met' | 'missed' | 'cancelled'
  secondsLeft: number | null
  natural: boolean
  overdue: boolean
  provisional: boolean
}

export interface CitizenView {
  appeal: string
  number: string
  own: boolean
  toBeAsked: boolean
  state: string
  round: number
  attempts: number
  contacted: boolean | null
  firstSolved: boolean | null
  firstRating: string | null
  finalSolved: boolean | null
  finalRating: string | null
}

export interface TimelineEntry {
  version: number
  at: string
  act: string
  from: OrderState | null
  to: OrderState
  actor: string
  unitName: string | null
  reason: string | null
}

export interface CallbackAttempt {
  appeal: string
  round: number
  attempt: number
  at: string
  by: string
  reached: boolean
  whyNot: string | null
  contacted: boolean | null
  solved: boolean | null
  rating: string | null
  opinion: string | null
}

/** An order with everything about it. */
export interface OrderDetail {
  order: OrderItem
  brief: string
  line: string | null
  anonymous: boolean
  externalSystem: string | null
  externalNumber: string | null
  upstreamDeadline: string | null
  complex: boolean
  compulsory: boolean
  publicAnswer: string | null
  internalAnswer: string | null
  mergedInto: string | null
  parts: Part[]
  clocks: ClockFace[]
  matters: MatterItem[]
  citizens: CitizenView[]
  callbacks: CallbackAttempt[]
  timeline: TimelineEntry[]
  suggestion: Suggestion | null
  /** What this person may do now. */
  possible: string[]
}

export interface Page<T> { items: T[], next: string | null }
export interface InboxItem { order: OrderItem, suggestion: Suggestion | null }
export interface WorkbenchItem { order: OrderItem, partState: string, role: 'lead' | 'assist' | 'sub', partDueAt: string | null }
export interface CallbackItem { appeal: string, number: string, round: number, attempts: number, dueSince: string, lastAttemptAt: string | null, order: OrderItem }
export interface MatterWithOrder { matter: MatterItem, order: OrderItem }
export interface Figure { key: string, name: string, count: number, query: string }
export interface Figures { states: Figure[], warned: Figure, overdue: Figure, hard: Figure, units: { unit: string, unitName: string, open: Figure, warned: Figure, overdue: Figure }[] }

/** What a search asks for; everything given must hold. */
export interface OrderFilter {
  number?: string
  text?: string
  category?: string
  area?: string
  unit?: string
  state?: string
  type?: string
  urgency?: string
  alert?: string
  hard?: boolean
  open?: boolean
  from?: string
  to?: string
}

const base = '/api/dispatch'

export const showOrder = (id: string) => get<OrderDetail>(`${base}/orders/${id}`)
export const listInbox = (list: InboxList, after: string | null) => get<Page<InboxItem>>(`${base}/inbox/${list}`, { after })
export const listWorkbench = (list: WorkbenchList, after: string | null) => get<Page<WorkbenchItem>>(`${base}/workbench/${list}`, { after })
export const listSupervised = (after: string | null) => get<Page<MatterWithOrder>>(`${base}/workbench/supervised`, { after })
export const listMatters = (kind: MatterKind, after: string | null) => get<Page<MatterWithOrder>>(`${base}/matters/${kind}`, { after })
export const listCallbacks = (after: string | null) => get<Page<CallbackItem>>(`${base}/callbacks`, { after })
export const findOrders = (filter: OrderFilter, after: string | null) => get<Page<OrderItem>>(`${base}/orders`, { ...filter, after })
export const showFigures = () => get<Figures>(`${base}/figures`)
/** Does something to an order; the same key twice does it once. */
export const act = (id: string, path: string, body: object) => post<{ version: number, state: OrderState }>(`${base}/orders/${id}/${path}`, body)
export const dispatchMany = (orders: { id: string, version: number }[]) =>
  post<{ results: { id: string, dispatched: boolean, sentence: string | null }[] }>(`${base}/orders/bulk-dispatch`, { orders })
export const revealContact = (id: string, reason: string, appeal: string | null) =>
  post<{ contact: string }>(`${base}/orders/${id}/reveal-contact`, { reason, appeal })

/** The address that downloads a search as an Excel file. */
export function exportAddress(filter: OrderFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)])
  return `${base}/orders/export?${new URLSearchParams(given).toString()}`
}

export interface Organisation { id: string, code: string, name: string, shortName: string | null, kind: string, parent: string | null, area: string | null }
export const listOrganisations = () => get<{ organisations: Organisation[] }>(`${base}/organisations`)
export const listCategories = () => get<{ categories: { code: string, name: string, fullName: string, initials: string, parent: string | null }[] }>('/api/intake/categories')
export const listAreas = () => get<{ areas: { code: string, name: string, parent: string | null }[] }>('/api/intake/areas')
/** The organisation of whoever is signed in; null where they work for none. */
export const showMyUnit = () => get<{ unit: string | null, unitName: string | null }>(`${base}/my-unit`)
