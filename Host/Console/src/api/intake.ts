import { get, post, put, remove, upload } from './client'

/** Appeals, as they come over HTTP. What identifies a citizen is masked; one field at a time is shown for a reason. */

export type AppealType = 'consultation' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other' | 'invalid'
export type Urgency = 'normal' | 'important' | 'urgent'
export type OutcomeKind = 'dispatch' | 'directAnswer' | 'outOfScope' | 'invalid' | 'transferred'
export type Stage =
  'accepted' | 'dispatched' | 'handling' | 'answered' | 'callingBack' | 'reworking' | 'closed' | 'withdrawn' | 'outOfScope'
export type Contact = 'phone' | 'sms' | 'mail' | 'none'
export type Field = 'callerNumber' | 'contactNumber' | 'name' | 'identityNumber' | 'address' | 'companyName' | 'narrative'

export interface Category {
  code: string
  version: number
  name: string
  fullName: string
  parent: string | null
  initials: string
  words: string[]
}

export interface Area {
  code: string
  parent: string | null
  name: string
  kind: string
}

export interface StatutoryRoute {
  key: string
  name: string
  matters: string
  text: string
  active: boolean
}

export interface Matter {
  type: AppealType
  title: string
  narrative: string
  brief: string | null
  urgency: Urgency
  category: string | null
  area: string | null
  place: string | null
  secret: boolean
  replyWanted: boolean
  publishable: boolean
  oldCaller: boolean
  earlierNumber: string | null
}

export interface Person {
  callerNumber: string | null
  contactNumber: string | null
  name: string | null
  identityNumber: string | null
  address: string | null
  companyName: string | null
  callerTags: string[]
  preferredContact: Contact | null
  language: string | null
  anonymous: boolean
}

export interface Outcome {
  kind: OutcomeKind
  answer: string | null
  knowledgeTitle: string | null
  route: string | null
  transferredTo: string | null
  reason: string | null
}

export interface Registered {
  id: string
  number: string
  queryCode: string | null
  again: boolean
}

export interface AppealLine {
  id: string
  number: string
  state: 'received' | 'accepted' | 'closed'
  handling: OutcomeKind | 'withdrawn' | null
  stage: Stage | null
  type: AppealType
  urgency: Urgency
  channel: string
  category: string | null
  categoryName: string | null
  area: string | null
  areaName: string | null
  dialledLine: string | null
  title: string
  secret: boolean
  anonymous: boolean
  urgeCount: number
  mergedInto: string | null
  upstreamDeadline: string | null
  receivedAt: string
  acceptedAt: string | null
  closedAt: string | null
  occupant: string | null
  call: string | null
}

export interface FullAppeal {
  appeal: AppealLine
  brief: string
  place: string | null
  citizen: {
    callerNumber: string | null
    contactNumber: string | null
    name: string | null
    identityNumber: string | null
    address: string | null
    companyName: string | null
    callerTags: string[]
    preferredContact: Contact
    language: string | null
  }
  externalSystem: string | null
  externalNumber: string | null
  dialled: string | null
  recordingId: string | null
  replyWanted: boolean
  publishable: boolean
  oldCaller: boolean
  earlierNumber: string | null
  answer: string | null
  knowledgeTitle: string | null
  statutoryRoute: string | null
  transferredTo: string | null
  invalidReason: string | null
  withdrawalProof: string | null
  withdrawalReason: string | null
  publicAnswer: string | null
  version: number
}

export interface AppealStory {
  appeal: FullAppeal
  stages: { stage: Stage, at: string, publicAnswer: string | null }[]
  related: { id: string, number: string, title: string, how: 'mergedHere' | 'mergedInto' | 'linked' }[]
  attachments: { id: string, name: string, mediaType: string, sizeBytes: number, scan: string }[]
  journal: { at: string, actor: string | null, act: string, reason: string | null }[]
}

export interface Marks {
  id: string
  specialCare: string[]
  preferredContact: Contact | null
  language: string | null
  maliciousSince: string | null
  maliciousReason: string | null
  version: number
}

export interface CallerCard {
  number: string | null
  call: { line: string | null, lineName: string, number: string, suggested: Category | null } | null
  marks: Marks | null
  calls: { id: string, line: string | null, lineName: string, arrivedAt: string, outcome: string | null }[]
  appeals: AppealLine[]
  recentAppeals: number
}

export interface Candidate {
  appeal: AppealLine
  brief: string
  score: number
  reasons: string[]
}

export interface Facts {
  type: AppealType
  title: string
  brief: string
  urgency: Urgency
  category: string | null
  area: string | null
  place: string | null
  secret: boolean
}

export interface SavedDraft {
  id: string
  call: string | null
  body: unknown
  version: number
  savedAt: string
}

const root = '/api/intake'

export const findCategories = (search: string) =>
  get<{ categories: Category[] }>(`${root}/categories`, { search, limit: 12 })
export const suggestCategories = (line: string | null, text: string) =>
  post<{ suggestions: { category: Category, why: string }[] }>(`${root}/categories/suggestions`, { line, text })
export const listAreas = () => get<{ areas: Area[] }>(`${root}/areas`)
export const listRoutes = () => get<{ routes: StatutoryRoute[] }>(`${root}/statutory-routes`)
export const listChannels = () => get<{ channels: { code: string, name: string, kind: string, active: boolean }[] }>(`${root}/channels`)

export const register = (form: {
  matter: Matter, person: Person, outcome: Outcome, draft: string, call: string | null, channel: string | null
}) => post<Registered>(`${root}/appeals`, form)
export const listAppeals = (filter: { number?: string, state?: string, mine?: boolean, before?: string, limit?: number }) =>
  get<{ appeals: AppealLine[], next: string | null }>(`${root}/appeals`, filter)
export const showAppeal = (id: string, call: string | null) => get<AppealStory>(`${root}/appeals/${id}`, { call })
export const reveal = (id: string, field: Field, reason: string, call: string | null) =>
  post<{ value: string }>(`${root}/appeals/${id}/reveal`, { field, reason, call })
export const amend = (id: string, facts: Facts, version: number, why: string) =>
  put<undefined>(`${root}/appeals/${id}`, { facts, version, why })
export const urge = (id: string, supplement: string | null, call: string | null) =>
  post<{ urgeCount: number }>(`${root}/appeals/${id}/urge`, { supplement, call })
export const withdraw = (id: string, proof: string, reason: string, call: string | null, queryCode: string | null) =>
  post<undefined>(`${root}/appeals/${id}/withdraw`, { proof, reason, call, queryCode })
export const merge = (id: string, into: string, why: string, call: string | null) =>
  post<undefined>(`${root}/appeals/${id}/merge`, { into, why, call })
export const link = (id: string, other: string, call: string | null) =>
  post<undefined>(`${root}/appeals/${id}/link`, { other, call })

export const listInbox = () => get<{ appeals: AppealLine[] }>(`${root}/inbox`)
export const take = (id: string) => post<undefined>(`${root}/inbox/${id}/take`)
export const release = (id: string) => post<undefined>(`${root}/inbox/${id}/release`)
export const acceptAppeal = (id: string, facts: Facts, outcome: Outcome, version: number) =>
  post<undefined>(`${root}/inbox/${id}/accept`, { facts, outcome, version })

export const callerCard = (call: string) => get<CallerCard>(`${root}/callers/card`, { call })
export const saveMarks = (
  call: string, marks: { specialCare: string[], preferredContact: Contact | null, language: string | null }, version: number,
) => put<Marks>(`${root}/callers/marks`, { call, ...marks, version })
export const findDuplicates = (typed: {
  text: string, call: string | null, number?: string | null, category: string | null, area: string | null, place: string | null
}) => post<{ candidates: Candidate[] }>(`${root}/duplicates`, typed)

export const listDrafts = () => get<{ id: string, call: string | null, secret: boolean, savedAt: string }[]>(`${root}/drafts`)
export const showDraft = (id: string) => get<SavedDraft>(`${root}/drafts/${id}`)
export const saveDraft = (id: string, body: unknown, secret: boolean, call: string | null, version: number) =>
  put<{ version: number }>(`${root}/drafts/${id}`, { body, secret, call, version })
export const discardDraft = (id: string) => remove<undefined>(`${root}/drafts/${id}`)

export interface Choice {
  code: string
  name: string
  parent: string | null
}

export interface Progress {
  number: string
  title: string
  stage: Stage | null
  receivedAt: string
  publicAnswer: string | null
  steps: { stage: Stage, at: string }[]
}

export const publicForm = () => get<{ categories: Choice[], areas: Choice[] }>(`${root}/public/form`)
export const queryProgress = (number: string, queryCode: string) =>
  post<Progress>(`${root}/public/progress`, { number, queryCode })
export const handIn = (form: string, matter: Partial<Matter>, person: Partial<Person>) =>
  post<{ number: string, queryCode: string | null, again: boolean }>(`${root}/public/appeals`, { form, matter, person })
export const uploadPublic = (form: string, file: File) =>
  upload<{ id: string }>(`${root}/public/attachments?form=${form}&name=${encodeURIComponent(file.name)}`, file)

/** An identifier for a form; browsers make one only on a safe address, so that it is put together here. */
export function newForm(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
