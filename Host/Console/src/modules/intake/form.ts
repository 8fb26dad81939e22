import { computed, inject, onBeforeUnmount, provide, reactive, ref, watch, type InjectionKey, type Ref } from 'vue'
import { Problem } from '../../api/client'
import * as intake from '../../api/intake'
import { serverNow } from '../../live/clock'

/** What an agent types of one appeal. */
export interface FormBody {
  matter: intake.Matter
  person: intake.Person
  outcome: intake.Outcome
  channel: string | null
}

export type SaveState = 'clean' | 'saving' | 'saved' | 'unsaved' | 'stale'

const prefix = 'intake.form.'
const pause = 700
const again = 3000
const titleLength = 30

export function emptyBody(): FormBody {
  return {
    matter: {
      type: 'help', title: '', narrative: '', brief: null, urgency: 'normal', category: null, area: null, place: null, secret: false,
      replyWanted: true, publishable: false, oldCaller: false, earlierNumber: null,
    },
    person: {
      callerNumber: null, contactNumber: null, name: null, identityNumber: null, address: null, companyName: null, callerTags: [],
      preferredContact: null, language: null, anonymous: false,
    },
    outcome: { kind: 'dispatch', answer: null, knowledgeTitle: null, route: null, transferredTo: null, reason: null },
    channel: null,
  }
}

/** The title where the agent gave none: the beginning of what was told, to the first full stop. */
export function titleOf(matter: intake.Matter): string {
  const given = matter.title.trim()
  return given !== '' ? given : (matter.narrative.trim().split(/[\n。！？!?]/)[0] ?? '').slice(0, titleLength)
}

/** What the host is sent: no blanks where nothing was typed. */
export function cleaned(body: FormBody): FormBody {
  const blankless = <T extends object>(fields: T): T => Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() || null : value as unknown])) as T
  return {
    ...body,
    matter: { ...blankless(body.matter), title: titleOf(body.matter), narrative: body.matter.narrative.trim() },
    person: blankless(body.person),
    outcome: blankless(body.outcome),
  }
}

/**
 * A form that is saved while it is typed: on the host, sealed and for its author alone, within a second. What the host does not
 * have yet lies in this tab, so that a reload and a lost connection cost nothing, and is dropped there as soon as the host has it.
 */
export function useForm(call: string | null) {
  const key = prefix + (call ?? 'desk')
  const body = reactive<FormBody>(emptyBody())
  const id = ref(intake.newForm())
  const state = ref<SaveState>('clean')
  const savedAt = ref<number | null>(null)
  const ready = ref(false)
  const registered = ref<intake.Registered | null>(null)
  const typed = computed(() => JSON.stringify(body))
  let version = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let known = ''
  let busy = false

  async function open(): Promise<void> {
    ready.value = false
    const started = typed.value
    let early = ''
    known = started
    try {
      const mine = (await intake.listDrafts()).find(draft => draft.call === call)
      if (mine !== undefined) {
        const draft = await intake.showDraft(mine.id)
        id.value = draft.id
        version = draft.version
        // Who writes faster than the host answers writes on, and over nothing.
        early = typed.value === started ? '' : body.matter.narrative
        take(draft.body)
        known = typed.value
        body.matter.narrative += early
        savedAt.value = Date.parse(draft.savedAt)
        state.value = 'saved'
      }
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error
      }
    }

    if (state.value !== 'saved' && typed.value !== started) {
      early = body.matter.narrative
    }

    const kept = sessionStorage.getItem(key)
    if (kept !== null) {
      // Typed and not saved before the page was left.
      take(JSON.parse(kept))
      body.matter.narrative += early
    }

    ready.value = true
    if (typed.value !== known) {
      sessionStorage.setItem(key, typed.value)
      plan(pause)
    }
  }

  function take(saved: unknown): void {
    const from = saved as Partial<FormBody>
    Object.assign(body.matter, from.matter)
    Object.assign(body.person, from.person)
    Object.assign(body.outcome, from.outcome)
    body.channel = from.channel ?? null
  }

  async function save(): Promise<void> {
    const now = typed.value
    if (busy || now === known || registered.value !== null) {
      return
    }

    busy = true
    state.value = 'saving'
    try {
      version = (await intake.saveDraft(id.value, JSON.parse(now), body.matter.secret, call, version)).version
      known = now
      savedAt.value = serverNow()
      state.value = 'saved'
      if (typed.value === now) {
        sessionStorage.removeItem(key)
      }
    } catch (error) {
      const told = error instanceof Problem && error.status === 409
      state.value = told ? 'stale' : 'unsaved'
      if (!told) {
        plan(again)
      }
    } finally {
      busy = false
      if (typed.value !== known && state.value === 'saved') {
        plan(pause)
      }
    }
  }

  function plan(after: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), after)
  }

  watch(typed, now => {
    if (ready.value && now !== known && registered.value === null) {
      sessionStorage.setItem(key, now)
      plan(pause)
    }
  }, { flush: 'sync' })

  async function register(): Promise<void> {
    clearTimeout(timer)
    const { matter, person, outcome, channel } = cleaned(body)
    registered.value = await intake.register({ matter, person, outcome, draft: id.value, call, channel: call === null ? channel ?? 'walk-in' : null })
    sessionStorage.removeItem(key)
  }

  /** A further matter of the same citizen: who it is stays, what it is about is new. */
  function another(): void {
    Object.assign(body, { ...emptyBody(), person: { ...body.person } })
    id.value = intake.newForm()
    version = 0
    known = typed.value
    state.value = 'clean'
    registered.value = null
  }

  onBeforeUnmount(() => {
    clearTimeout(timer)
    void save()
  })

  const form = { body, id, state, savedAt, ready, registered, open, register, another }
  provide(place, form)
  return form
}

interface Form {
  body: FormBody
  state: Ref<SaveState>
  savedAt: Ref<number | null>
  registered: Ref<intake.Registered | null>
  open: () => Promise<void>
  register: () => Promise<void>
  another: () => void
}

const place: InjectionKey<Form> = Symbol('form')

/** The form of the page around. */
export function useFormAround(): Form {
  const form = inject(place)
  if (form === undefined) {
    throw new Error('There is no form around.')
  }

  return form
}
