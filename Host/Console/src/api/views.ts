/** The public records of Calls, as they come over HTTP and live. Times are ISO 8601 in UTC; callers are masked. */

export type AgentState = 'loggedOut' | 'notReady' | 'ready' | 'reserved' | 'talking' | 'held' | 'wrapUp'
export type ChosenState = 'ready' | 'notReady' | 'loggedOut'
export type PhoneMode = 'rings' | 'autoAnswer'
export type CallState = 'notice' | 'forwarding' | 'forwarded' | 'queued' | 'offered' | 'connected' | 'held' | 'ended'
export type CallDirection = 'inbound' | 'callback'
export type WrapUpMode = 'none' | 'optional' | 'mandatory' | 'timed' | 'fixed'
export type Outcome = 'answered' | 'abandoned' | 'forwarded' | 'overflowed' | 'notice' | 'failed'

export interface AgentView {
  id: string
  code: string
  name: string
  team: string
  state: AgentState
  reason: string | null
  stateSince: string
  readySince: string | null
  pending: { state: ChosenState, reason: string | null } | null
  callId: string | null
  queue: string | null
  phone: string
  phoneMode: PhoneMode
  presence: 'online' | 'grace' | 'offline'
  misses: number
  wrapUpMode: WrapUpMode | null
  wrapUpUntil: string | null
  wrapUpExtensions: number
  forced: { by: string, why: string, at: string } | null
  notice: string | null
  session: number
  version: number
}

/** The one open offer of an agent. */
export interface OfferView {
  reservationId: string
  version: number
  callId: string
  line: string | null
  lineName: string
  dialled: string
  caller: string
  direction: CallDirection
  queue: string
  queueName: string
  priority: number
  arrivedAt: string
  offeredAt: string
  deadline: string | null
  phoneMode: PhoneMode
  state: string
}

export interface CallView {
  id: string
  source: string
  line: string | null
  lineName: string
  dialled: string
  caller: string
  direction: CallDirection
  state: CallState
  queue: string | null
  queueName: string | null
  priority: number
  arrivedAt: string
  queuedAt: string | null
  answeredAt: string | null
  endedAt: string | null
  ending: { by: string, reason: string } | null
  outcome: Outcome | null
  agentId: string | null
  agentName: string | null
  offers: number
  gap: boolean
  version: number
}

export interface QueueView {
  key: string
  name: string
  team: string
  priority: number
  waiting: number
  longestWaitSince: string | null
  offered: number
  connected: number
  readyAgents: number
  eligibleAgents: number
  serviceLevelSeconds: number
  answeredToday: number
  answeredInTimeToday: number
  abandonedToday: number
  offeredToday: number
  callbacksDue: number
  open: boolean
}

export interface SourceView {
  source: string
  kind: string
  state: 'up' | 'suspect'
  since: string
  version: number
}

export interface BoardFigures {
  at: string
  offeredToday: number
  answeredToday: number
  answeredInTimeToday: number
  abandonedToday: number
  callbacksDue: number
  waiting: number
  longestWaitSince: string | null
  serviceLevelSeconds: number
  rescuedBySweepToday: number
  unknownNumbersToday: number
}
