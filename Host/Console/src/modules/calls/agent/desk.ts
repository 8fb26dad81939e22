import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import * as calls from '../../../api/calls'
import type { AgentView, CallView, OfferView } from '../../../api/views'
import { word } from '../../../i18n'
import { followTopic, type LiveItems } from '../../../live/items'
import { useLink } from '../../../live/link'
import { toast } from '../../../parts/problems'

/** An agent's own desk: what HTTP told at the start, kept up by the agent's topic. */
export const useDesk = defineStore('desk', () => {
  const { t } = useI18n()
  const link = useLink()
  const first = shallowRef<calls.MyDesk | null>(null)
  const live = shallowRef<LiveItems | null>(null)
  const recent = ref<CallView[]>([])
  const reasons = ref<calls.CodeName[]>([])
  const wrapUpCodes = ref<calls.CodeName[]>([])

  const known = computed(() => live.value?.known.value === true)
  const agent = computed(() => item<AgentView>('agent', first.value?.agent))
  const offer = computed(() => item<OfferView>('offer', first.value?.offer))
  const call = computed(() => item<CallView>('call', first.value?.call))

  /** Why nothing can be commanded now, or null where it can. */
  const blocked = computed(() =>
    link.state === 'superseded' ? t('link.readOnly') : link.live ? null : t('link.disabled'))

  function item<T>(key: string, before: T | null | undefined): T | null {
    return (known.value ? live.value?.items.get(key) as T | undefined : before) ?? null
  }

  async function open(): Promise<void> {
    link.sit('agent')
    await refresh()
    const mine = first.value?.agent
    if (mine !== undefined && live.value === null) {
      live.value = followTopic(`agent:${mine.id}`, false)
      if (mine.state !== 'loggedOut') {
        // The newest console is the one that may act; the host learns which that is from a log-in.
        takeAgent(await calls.logIn(null, null))
      }
    }
  }

  function close(): void {
    live.value?.stop()
    live.value = null
    first.value = null
    link.sit(null)
  }

  async function refresh(): Promise<void> {
    const desk = await calls.myDesk()
    first.value = desk
    recent.value = desk.recent.filter(call => call.state === 'ended')
    reasons.value = desk.reasons
    wrapUpCodes.value = desk.wrapUpCodes
  }

  function takeAgent(view: AgentView): void {
    live.value?.put('agent', view.version, view)
    if (first.value !== null) {
      first.value = { ...first.value, agent: view }
    }
  }

  function reasonName(code: string | null): string {
    return code === null ? '' : reasons.value.find(reason => reason.code === code)?.name ?? word('agent.reason', code)
  }

  // A call that is over belongs into the list of recent ones; the list is the host's.
  watch(() => [agent.value?.callId, agent.value?.state === 'wrapUp'], () => void refresh().catch(() => undefined))
  // Taking the desk back from another console: the host says whether this sign-in may, or must be made anew.
  watch(() => link.state, async (now, before) => {
    if (before === 'superseded' && now === 'connecting' && agent.value !== null && agent.value.state !== 'loggedOut') {
      await calls.logIn(null, null).then(takeAgent, toast)
    }
  })
  watch(() => link.live, on => on && first.value !== null && void refresh().catch(() => undefined))

  return {
    agent, offer, call, recent, reasons, wrapUpCodes, blocked, known,
    open, close, refresh, takeAgent, reasonName,
  }
})
