import type { OrderDetail, Part } from '../../../api/orders'

/** One thing an act asks for. */
export type Field =
  | { kind: 'line' | 'long', name: string, most: number, required?: boolean }
  | { kind: 'unit', name: string, required?: boolean }
  | { kind: 'units', name: string, required?: boolean }
  | { kind: 'flag', name: string, initial?: boolean, when?: (values: Readonly<Record<string, unknown>>) => boolean }
  | { kind: 'choice', name: string, list: string, options: readonly string[], required?: boolean, when?: (values: Readonly<Record<string, unknown>>) => boolean }
  | { kind: 'yesNo', name: string, when?: (values: Readonly<Record<string, unknown>>) => boolean }
  | { kind: 'limit', unit: string, most: number }
  | { kind: 'moment', name: string }
  | { kind: 'part', states: readonly string[] }
  | { kind: 'citizen', name: string }

/** How an act of the machine is asked for on the screen; which are possible, the host says for each order and person. */
export interface ActLook {
  path: string
  fields: readonly Field[]
  /** Shown as a button of its own rather than under "more". */
  first?: boolean
  tone?: 'primary' | 'success' | 'warning' | 'danger'
}

const reason: Field = { kind: 'long', name: 'reason', most: 500, required: true }
const publicAnswer: Field = { kind: 'long', name: 'publicAnswer', most: 4000, required: true }
const internalText: Field = { kind: 'long', name: 'internalText', most: 4000, required: true }
const legalBasis: Field = { kind: 'line', name: 'legalBasis', most: 500, required: true }
const note: Field = { kind: 'line', name: 'note', most: 500 }
const unit: Field = { kind: 'unit', name: 'unit', required: true }
const assists: Field = { kind: 'units', name: 'assists' }
const complex: Field = { kind: 'flag', name: 'complex' }
const reached = (values: Readonly<Record<string, unknown>>) => values.reached === true

export const ratings = ['verySatisfied', 'satisfied', 'fairlySatisfied', 'dissatisfied', 'veryDissatisfied'] as const

export const acts: Readonly<Record<string, ActLook>> = {
  dispatch: { path: 'dispatch', fields: [unit, assists, complex, note], first: true, tone: 'primary' },
  redispatch: { path: 'redispatch', fields: [unit, assists, complex, reason], first: true, tone: 'primary' },
  refuseReturn: { path: 'refuse-return', fields: [reason], first: true, tone: 'warning' },
  assignCompulsorily: { path: 'assign-compulsorily', fields: [unit, assists, complex, reason], first: true, tone: 'primary' },
  openNegotiation: { path: 'negotiation', fields: [{ kind: 'units', name: 'units', required: true }, reason] },
  answerDirectly: { path: 'answer-directly', fields: [publicAnswer] },
  transferExternally: { path: 'transfer-externally', fields: [{ kind: 'line', name: 'receiver', most: 100, required: true }, { kind: 'line', name: 'externalNumber', most: 100 }, reason] },
  ruleOutOfScope: { path: 'rule-out-of-scope', fields: [{ kind: 'long', name: 'statutoryRoute', most: 1000, required: true }, reason] },
  sign: { path: 'sign', fields: [], first: true, tone: 'primary' },
  start: { path: 'start', fields: [{ kind: 'flag', name: 'contactedCitizen' }, note], first: true, tone: 'primary' },
  reply: {
    path: 'reply', first: true, tone: 'success',
    fields: [
      publicAnswer, internalText, { kind: 'flag', name: 'true', initial: true }, { kind: 'flag', name: 'solved', initial: true },
      { kind: 'flag', name: 'contactedCitizen' }, { kind: 'line', name: 'whyUnsolved', most: 500 },
    ],
  },
  return: { path: 'return', fields: [reason, legalBasis, { kind: 'unit', name: 'suggested' }], first: true, tone: 'warning' },
  reportInterim: { path: 'interim-report', fields: [internalText, { kind: 'flag', name: 'contactedCitizen' }], first: true },
  requestExtension: { path: 'request-extension', fields: [{ kind: 'limit', unit: 'unit', most: 60 }, reason], first: true },
  subDispatch: { path: 'sub-dispatch', fields: [unit, { kind: 'limit', unit: 'limitUnit', most: 10000 }, note] },
  answerSupervision: { path: 'answer-supervision', fields: [internalText], first: true, tone: 'warning' },
  applyUnreasonable: { path: 'apply-unreasonable', fields: [reason, { kind: 'line', name: 'legalBasis', most: 500 }] },
  signPart: { path: 'part/sign', fields: [], first: true, tone: 'primary' },
  replyPart: { path: 'part/reply', fields: [internalText], first: true, tone: 'success' },
  reportPart: { path: 'part/interim-report', fields: [internalText] },
  returnPart: { path: 'part/return', fields: [reason, legalBasis], first: true, tone: 'warning' },
  decidePartReturn: { path: 'parts/{part}/decide-return', fields: [{ kind: 'part', states: ['returned'] }, { kind: 'yesNo', name: 'uphold' }, reason], first: true },
  sendPartBack: { path: 'parts/{part}/send-back', fields: [{ kind: 'part', states: ['replied'] }, reason] },
  releasePart: { path: 'parts/{part}/release', fields: [{ kind: 'part', states: ['sent', 'signed', 'working', 'returned', 'replied'] }, reason] },
  addAssist: { path: 'add-assist', fields: [unit, note] },
  decideExtension: { path: 'decide-extension', fields: [{ kind: 'yesNo', name: 'grant' }, reason], first: true, tone: 'primary' },
  tellExtension: { path: 'tell-extension', fields: [{ kind: 'line', name: 'proof', most: 200, required: true }] },
  acceptReply: { path: 'accept-reply', fields: [{ kind: 'long', name: 'publicAnswer', most: 4000 }, note], first: true, tone: 'success' },
  sendBack: { path: 'send-back', fields: [reason], first: true, tone: 'warning' },
  recordCallback: {
    path: 'record-callback', first: true, tone: 'primary',
    fields: [
      { kind: 'citizen', name: 'appeal' }, { kind: 'yesNo', name: 'reached' },
      { kind: 'choice', name: 'whyNot', list: 'orders.notReached', options: ['noAnswer', 'busy', 'switchedOff', 'wrongNumber', 'refused'], when: values => values.reached === false },
      { kind: 'yesNo', name: 'contacted', when: reached }, { kind: 'yesNo', name: 'solved', when: reached },
      { kind: 'choice', name: 'rating', list: 'orders.ratings', options: ratings, when: reached },
      { kind: 'long', name: 'opinion', most: 1000 },
    ],
  },
  urge: { path: 'urge', fields: [note] },
  supervise: {
    path: 'supervise',
    fields: [
      { kind: 'choice', name: 'instrument', list: 'orders.instruments', options: ['phoneUrge', 'writtenOrder', 'reminderLetter'], required: true },
      { kind: 'moment', name: 'dueAt' }, { kind: 'long', name: 'reason', most: 1000, required: true },
    ],
  },
  escalate: { path: 'escalate', fields: [reason], tone: 'danger' },
  orderRework: { path: 'order-rework', fields: [{ kind: 'limit', unit: 'limitUnit', most: 1000 }, reason], first: true, tone: 'primary' },
  reassign: { path: 'reassign', fields: [unit, assists, complex, reason] },
  carryOver: { path: 'carry-over', fields: [{ kind: 'moment', name: 'reviewAt' }, { kind: 'long', name: 'reason', most: 1000, required: true }] },
  resume: { path: 'resume', fields: [{ kind: 'limit', unit: 'limitUnit', most: 1000 }, reason], first: true },
  writeOff: { path: 'write-off', fields: [publicAnswer, reason] },
  closeUnresolved: { path: 'close-unresolved', fields: [publicAnswer, reason], tone: 'danger' },
  decideUnreasonable: { path: 'decide-unreasonable', fields: [{ kind: 'yesNo', name: 'uphold' }, reason, { kind: 'long', name: 'publicAnswer', most: 4000 }], first: true },
  markHard: { path: 'mark-hard', fields: [reason] },
  clearHard: { path: 'clear-hard', fields: [reason] },
  appealScore: { path: 'appeal-score', fields: [{ kind: 'choice', name: 'about', list: 'orders.scoreSubjects', options: ['rating', 'overdue', 'return', 'rework'], required: true }, { kind: 'long', name: 'reason', most: 1000, required: true }] },
  decideScoreAppeal: { path: 'decide-score-appeal', fields: [{ kind: 'yesNo', name: 'uphold' }, reason], first: true },
  archive: { path: 'archive', fields: [] },
}

const textOf = (value: unknown) => typeof value === 'string' ? value : ''

/** The units' parts that an act on one of them may mean. */
export function partsFor(detail: OrderDetail, states: readonly string[]): Part[] {
  return detail.parts.filter(part => part.role !== 'lead' && states.includes(part.state))
}

/** Whether the form shows a field with these values. */
export function isShown(field: Field, values: Readonly<Record<string, unknown>>): boolean {
  return !('when' in field) || field.when === undefined || field.when(values)
}

/** The names of what is still missing. */
export function missing(look: ActLook, values: Readonly<Record<string, unknown>>): string[] {
  return look.fields.filter(field => isShown(field, values)).flatMap(field => {
    switch (field.kind) {
      case 'line': case 'long':
        return field.required === true && textOf(values[field.name]).trim().length < 2 ? [field.name] : []
      case 'unit': case 'choice':
        return (field.required === true || (field.kind === 'choice' && field.when !== undefined)) && !values[field.name] ? [field.name] : []
      case 'units':
        return field.required === true && (values[field.name] as unknown[]).length === 0 ? [field.name] : []
      case 'yesNo':
        return values[field.name] === undefined ? [field.name] : []
      case 'moment': case 'citizen':
        return values[field.name] ? [] : [field.name]
      case 'limit':
        return Number(values.amount) > 0 ? [] : ['amount']
      case 'part':
        return values.part ? [] : ['part']
      case 'flag':
        return []
    }
  })
}

/** The body of the request: what is shown and given, and the version that was seen. */
export function bodyOf(look: ActLook, values: Readonly<Record<string, unknown>>, version: number): Record<string, unknown> {
  const body: Record<string, unknown> = { version }
  for (const field of look.fields.filter(each => isShown(each, values))) {
    if (field.kind === 'limit') {
      body.amount = values.amount
      body[field.unit] = values.limitUnit
    } else if (field.kind !== 'part') {
      const value = values[field.name]
      if (value !== undefined && value !== null && value !== '') {
        body[field.name] = typeof value === 'string' ? value.trim() : value
      }
    }
  }

  // Who leads does not assist: a suggestion's assisting unit may have been made the lead.
  if (Array.isArray(body.assists)) {
    body.assists = body.assists.filter(assist => assist !== body.unit)
  }

  return body
}

/** Where the request goes. */
export function pathOf(look: ActLook, values: Readonly<Record<string, unknown>>): string {
  return look.path.replace('{part}', textOf(values.part))
}

/** What a form starts with. */
export function initial(look: ActLook, detail: OrderDetail): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of look.fields) {
    switch (field.kind) {
      case 'flag': values[field.name] = field.initial === true; break
      case 'units': values[field.name] = field.name === 'assists' ? [...detail.suggestion?.assists ?? []] : []; break
      case 'unit': values[field.name] = field.required === true ? detail.suggestion?.lead : undefined; break
      case 'limit': values.amount = 1; values.limitUnit = 'workingDays'; break
      case 'citizen': values[field.name] = detail.citizens.find(one => one.state === 'due')?.appeal ?? detail.citizens[0]?.appeal; break
      case 'part': values.part = partsFor(detail, field.states)[0]?.id; break
      case 'long': values[field.name] = look.path === 'accept-reply' && field.name === 'publicAnswer' ? detail.publicAnswer ?? '' : ''; break
      default: break
    }
  }

  return values
}
