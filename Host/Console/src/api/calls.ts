import { get, post, put, remove } from './client'
import type { AgentView, CallView, ChosenState, OfferView, Outcome, PhoneMode } from './views'

/** A word of a list that the administrator keeps: a reason, a wrap-up code. */
export interface CodeName {
  code: string
  name: string
}

export interface MyDesk {
  agent: AgentView
  offer: OfferView | null
  call: CallView | null
  recent: CallView[]
  reasons: CodeName[]
  wrapUpCodes: CodeName[]
  now: string
}

export interface ForwardTarget {
  line: string
  name: string
  department: string
}

export const myDesk = () => get<MyDesk>('/api/calls/me')
export const logIn = (phone: string | null, phoneMode: PhoneMode) =>
  post<AgentView>('/api/calls/me/log-in', { phone, phoneMode })
export const logOut = () => post<AgentView>('/api/calls/me/log-out')
export const setState = (state: ChosenState, reason: string | null) =>
  post<AgentView>('/api/calls/me/state', { state, reason })
export const cancelPending = () => remove<AgentView>('/api/calls/me/pending')
export const accept = (offer: OfferView) =>
  post<OfferView>(`/api/calls/offers/${offer.reservationId}/accept`, { version: offer.version })
export const reject = (offer: OfferView, reason: string | null) =>
  post<undefined>(`/api/calls/offers/${offer.reservationId}/reject`, { version: offer.version, reason })
export const hold = (call: CallView) => post<CallView>(`/api/calls/calls/${call.id}/hold`)
export const retrieve = (call: CallView) => post<CallView>(`/api/calls/calls/${call.id}/retrieve`)
export const end = (call: CallView) => post<CallView>(`/api/calls/calls/${call.id}/end`)
export const forward = (call: CallView, line: string) =>
  post<CallView>(`/api/calls/calls/${call.id}/forward`, { line })
export const requeue = (call: CallView, queue: string | null) =>
  post<CallView>(`/api/calls/calls/${call.id}/requeue`, { queue })
export const wrapUp = (code: string | null, note: string | null, finish: boolean) =>
  post<AgentView>('/api/calls/me/wrap-up', { code, note, finish })
export const extendWrapUp = () => post<AgentView>('/api/calls/me/wrap-up/extend')

/** The host answers with the list itself or with it under a name; both are read. */
export async function forwardTargets(): Promise<ForwardTarget[]> {
  const answer = await get<ForwardTarget[] | { targets: ForwardTarget[] }>('/api/calls/forward-targets')
  return Array.isArray(answer) ? answer : answer.targets
}

export interface CallFilter {
  from?: string | undefined
  to?: string | undefined
  line?: string | undefined
  queue?: string | undefined
  outcome?: Outcome | undefined
  agent?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}

export interface CallStory {
  call: CallView
  timeline: { at: string, kind: string, text: string, actor: string | null, leg: string | null }[]
  legs: Record<string, unknown>[]
  reservations: Record<string, unknown>[]
}

export type Verdict = 'chosen' | 'considered' | 'excluded'

/** Who was considered for a call, and which rule kept each one out. */
export interface CallWhy {
  policy: string
  decidedAt: string | null
  call: CallView
  agents: {
    agentId: string
    code: string
    name: string
    state: string
    verdict: Verdict
    rule: string | null
    detail: string | null
  }[]
}

/** Why an agent has no call. */
export interface AgentWhy {
  agent: AgentView
  rule: string | null
  detail: string | null
  queues: { key: string, name: string, waiting: number, rule: string | null, detail: string | null }[]
}

export const listCalls = (filter: CallFilter) =>
  get<{ calls: CallView[], next: string | null }>('/api/calls/calls', { ...filter })
export const callStory = (id: string) => get<CallStory>(`/api/calls/calls/${id}`)
export const callWhy = (id: string) => get<CallWhy>(`/api/calls/calls/${id}/why`)
export const agentWhy = (id: string) => get<AgentWhy>(`/api/calls/agents/${id}/why`)
export const force = (id: string, state: ChosenState, reasonCode: string | null, why: string) =>
  post<AgentView>(`/api/calls/agents/${id}/force`, { state, reasonCode, why })
export const move = (id: string, queue: string, why: string) =>
  post<CallView>(`/api/calls/calls/${id}/move`, { queue, why })
export const reprioritise = (id: string, priority: number, why: string) =>
  post<CallView>(`/api/calls/calls/${id}/priority`, { priority, why })

export interface CallbackView {
  id: string
  caller: string
  line: string | null
  lineName: string | null
  queue: string | null
  queueName: string | null
  state: string
  arrivedAt: string
  attempts: number
  [more: string]: unknown
}

export const listCallbacks = (state: string | undefined, after?: string) =>
  get<{ callbacks: CallbackView[], next: string | null }>('/api/calls/callbacks', { state, after })
export const closeCallback = (id: string, result: string) =>
  post<undefined>(`/api/calls/callbacks/${id}/close`, { result })

export interface QueueSettings {
  key: string
  name: string
  priority: number
  version: number
  [setting: string]: unknown
}

export async function listQueues(): Promise<QueueSettings[]> {
  const answer = await get<QueueSettings[] | { queues: QueueSettings[] }>('/api/calls/queues')
  return Array.isArray(answer) ? answer : answer.queues
}

export const saveQueue = (queue: QueueSettings) => put<QueueSettings>(`/api/calls/queues/${queue.key}`, queue)
