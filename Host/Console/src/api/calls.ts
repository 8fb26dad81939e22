import { get, post, put, remove } from './client'
import type {
  AgentView, CallState, CallView, ChosenState, OfferView, Outcome, PhoneMode, WrapUpMode,
} from './views'

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
export const acknowledge = () => remove<AgentView>('/api/calls/me/notice')
export const logIn = (phone: string | null, phoneMode: PhoneMode | null) =>
  post<AgentView>('/api/calls/me/log-in', { phone, phoneMode })
export const logOut = () => post<AgentView>('/api/calls/me/log-out')
export const setState = (state: ChosenState, reason: string | null) =>
  post<AgentView>('/api/calls/me/state', { state, reason })
export const cancelPending = () => remove<AgentView>('/api/calls/me/pending')
export const accept = (offer: OfferView) =>
  post<OfferView | undefined>(`/api/calls/offers/${offer.reservationId}/accept`, { version: offer.version })
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

export const forwardTargets = () => get<ForwardTarget[]>('/api/calls/forward-targets')

export interface CallFilter {
  from?: string | undefined
  to?: string | undefined
  line?: string | undefined
  queue?: string | undefined
  outcome?: Outcome | undefined
  state?: CallState | undefined
  inTime?: boolean | undefined
  unknown?: boolean | undefined
  agent?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}

export interface CallStory {
  call: CallView
  timeline: {
    at: string
    kind: string
    state: CallState
    queue: string | null
    leg: string | null
    agent: string | null
    actor: string
    cause: string
    detail: string | null
  }[]
  reservations: {
    id: string
    code: string
    name: string
    queue: string
    state: string
    offeredAt: string
    connectedAt: string | null
    endedAt: string | null
    chosenBy: string
    idleSince: string
  }[]
  legs: {
    leg: string
    role: string
    state: string
    startedAt: string
    answeredAt: string | null
    endedAt: string | null
    endReason: string | null
    cause: number | null
  }[]
}

export type Verdict = 'chosen' | 'considered' | 'excluded'

/** Who was considered for a call, and which rule kept each one out. */
export interface CallWhy {
  policy: string
  decidedAt: string
  call: CallView
  queue: string
  queueName: string
  agents: {
    agentId: string
    code: string
    name: string
    state: string
    verdict: Verdict
    rule: string | null
    detail: string | null
    stateSince: string | null
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

/** Shows a citizen's whole number for a reason, which is logged. */
export const revealCaller = (subject: 'calls' | 'callbacks', id: string, reason: string) =>
  post<{ caller: string }>(`/api/calls/${subject}/${id}/reveal`, { reason })

export type CallbackState = 'open' | 'dialling' | 'done' | 'given-up'

/** A caller who was missed and is to be called back; the number is masked. */
export interface CallbackView {
  id: string
  caller: string
  line: string | null
  lineName: string
  queue: string
  missedAt: string
  lastMissedAt: string
  missedCalls: number
  state: CallbackState
  attempts: number
  nextAttemptAt: string
  result: string | null
  settledAt: string | null
  version: number
}

/** At most 200, the one missed first at the top; more by giving the last one's `missedAt` as `after`. */
export const listCallbacks = (state: CallbackState | undefined, after?: string) =>
  get<CallbackView[]>('/api/calls/callbacks', { state, after })
export const closeCallback = (id: string, result: string) =>
  post<undefined>(`/api/calls/callbacks/${id}/close`, { result })

export interface SkillLevel {
  skill: string
  level: number
}

/** A queue's settings. Hours: 1 = Monday … 7 = Sunday, empty for 7×24. */
export interface QueueSettings {
  key: string
  name: string
  team: string
  priority: number
  overflowQueue: string | null
  overflowAfterSeconds: number | null
  maxLength: number | null
  offerSeconds: number
  serviceLevelSeconds: number
  wrapUpMode: WrapUpMode
  wrapUpSeconds: number
  sticky: boolean
  announceEverySeconds: number
  skills: SkillLevel[]
  hours: { weekday: number, opens: string, closes: string }[]
  version: number
}

/** An agent as administrators set it up. */
export interface AgentSettings {
  agent: AgentView
  consoleRequired: boolean
  skills: SkillLevel[]
  queues: string[]
}

export interface AgentChange {
  team: string
  phone: string
  phoneMode: PhoneMode
  consoleRequired: boolean
  skills: SkillLevel[]
  why: string | null
}

export const listQueues = () => get<QueueSettings[]>('/api/calls/queues')
export const saveQueue = ({ key, ...settings }: QueueSettings, why: string) =>
  put<QueueSettings>(`/api/calls/queues/${key}`, { ...settings, why })
export const listAgents = () => get<AgentSettings[]>('/api/calls/agents')
export const saveAgent = (logIn: string, change: AgentChange) =>
  put<undefined>(`/api/calls/agents/${encodeURIComponent(logIn)}`, change)
