import { get, post, put } from './client'

export const mergeModes = [
  'platform', 'wholeMerge', 'dualNumber', 'subCenter', 'emergencyLinkage', 'utilityLinkage', 'referOnly', 'notInAnnex', 'unknown',
] as const
export type MergeMode = typeof mergeModes[number]
export const phaseKinds = ['preparation', 'parallel', 'forwarding', 'noticeOnly', 'closed'] as const
export type PhaseKind = typeof phaseKinds[number]
export const seatArrangements = ['seatsMoved', 'seatsKeptWithTransfer', 'numberCancelledSeatsKept', 'unknown'] as const
export type SeatArrangement = typeof seatArrangements[number]
export const ledgerChanges = ['opened', 'changed', 'forwarded', 'closed', 'reopened', 'corrected'] as const
export type LedgerChange = typeof ledgerChanges[number]

/** A phase, from its first day until the next one's. Days are `2026-03-01`. */
export interface LinePhase {
  kind: PhaseKind
  startsOn: string
  prompt: string | null
  promptText: string | null
}

/** What an administrator decides about a line for one period. */
export interface LineSettings {
  name: string
  department: string
  mode: MergeMode
  level: string
  handledBy: string
  seatArrangement: SeatArrangement
  batch: number | null
  firstSide: 'hotlineFirst' | 'departmentFirst' | null
  queue: string | null
  departmentQueue: string | null
  forwardAddress: string | null
  overflowSeconds: number | null
  afterNotice: 'queue' | 'end'
  greeting: string | null
  greetingText: string | null
  source: string | null
  confidence: string | null
  note: string | null
  demonstration: string | null
}

export interface LineView {
  id: string
  version: number
  number: string
  area: string
  validFrom: string
  /** The first day it no longer holds; null until further notice. */
  validTo: string | null
  settings: LineSettings
  phases: LinePhase[]
  changedAt: string
  changedBy: string | null
  changedWhy: string
}

export interface LineRow {
  line: LineView
  phase: LinePhase | null
}

/** One version of a line, told as what it changed. */
export interface LineStep {
  lineId: string
  version: number
  at: string
  by: string | null
  why: string
  changes: { field: string, before: unknown, after: unknown }[]
}

/** An entry of the ledger of published numbers. */
export interface LineNotice {
  id: string
  change: LedgerChange
  happensOn: string
  what: string
  announcedOn: string | null
  announcedWhere: string | null
  recordedAt: string
  recordedBy: string | null
}

export interface LineStory {
  number: string
  area: string
  at: string
  valid: LineView | null
  phase: LinePhase | null
  periods: LineView[]
  versions: LineStep[]
  notices: LineNotice[]
}

export type RouteStep =
  | { do: 'queue', queue: string, greeting: string | null, atMostSeconds: number | null }
  | { do: 'forward', address: string, ringSeconds: number, greeting: string | null }
  | { do: 'notice', prompt: string }

export interface TriedNumber {
  dialled: string
  number: { area: string, number: string } | null
  caller: string
  decidedBy: string
  line: LineView | null
  route: { line: string | null, lineName: string, steps: RouteStep[] }
  why: string[]
}

export interface NumberTrial {
  dialled: string | null
  caller: string | null
  historyInfo: string | null
  diversion: string | null
  calledParty: string | null
  at: string | null
}

export const listLines = (at: string | null, q: string) =>
  get<{ at: string, lines: LineRow[] }>('/api/telephony/lines', { at, q })
export const showLine = (number: string, area: string, at: string | null) =>
  get<LineStory>(`/api/telephony/lines/${encodeURIComponent(number)}`, { area, at })
export const addLine = (line: {
  number: string
  area: string | null
  validFrom: string
  validTo: string | null
  settings: LineSettings
  phases: LinePhase[]
  follows: { id: string, version: number } | null
  why: string
}) => post<LineView>('/api/telephony/lines', line)
export const changeLine = (
  id: string,
  change: { version: number, validFrom: string, validTo: string | null, settings: LineSettings, why: string },
) => put<LineView>(`/api/telephony/lines/${id}`, change)
export const setPhases = (id: string, version: number, phases: LinePhase[], why: string) =>
  put<LineView>(`/api/telephony/lines/${id}/phases`, { version, phases, why })
export const endLine = (id: string, version: number, validTo: string, why: string) =>
  post<LineView>(`/api/telephony/lines/${id}/end`, { version, validTo, why })
export const addNotice = (id: string, notice: Omit<LineNotice, 'id' | 'recordedAt' | 'recordedBy'>) =>
  post<{ id: string }>(`/api/telephony/lines/${id}/notices`, notice)
export const tryNumber = (trial: NumberTrial) => post<TriedNumber>('/api/telephony/lines/try', trial)
export const unknownNumbers = (from: string | null, to: string | null) => get<{
  from: string
  to: string
  numbers: { area: string, number: string, calls: number, firstAt: string, lastAt: string }[]
}>('/api/telephony/unknown-numbers', { from, to })
