import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AgentState, AgentView, BoardFigures, CallView, QueueView, SourceView } from '../../../api/views'
import { followTopic, type LiveItems } from '../../../live/items'

export const boardTopic = 'board'

export const agentStates: readonly AgentState[] = ['ready', 'reserved', 'talking', 'held', 'wrapUp', 'notReady', 'loggedOut']

/** The floor as it is: every queue, agent and live call. Pages open and close it; it is followed while any needs it. */
export const useBoard = defineStore('board', () => {
  const live = shallowRef<LiveItems | null>(null)
  let users = 0

  const known = computed(() => live.value?.known.value === true)
  const figures = computed(() => live.value?.items.get('figures') as BoardFigures | undefined)
  const queues = computed(() => all<QueueView>('queue:').sort((a, b) => b.priority - a.priority || a.key.localeCompare(b.key)))
  const agents = computed(() => all<AgentView>('agent:').sort((a, b) => a.code.localeCompare(b.code)))
  const calls = computed(() => all<CallView>('call:').filter(call => call.state !== 'ended')
    .sort((a, b) => a.arrivedAt.localeCompare(b.arrivedAt)))
  const suspects = computed(() => all<SourceView>('source:').filter(source => source.state === 'suspect'))

  /** How many agents are in each state; undefined until that is known. */
  const counts = computed(() => {
    const counted = new Map<AgentState, number>(agentStates.map(state => [state, 0]))
    agents.value.forEach(agent => counted.set(agent.state, (counted.get(agent.state) ?? 0) + 1))
    return known.value ? counted : undefined
  })
  const onDuty = computed(() => known.value ? agents.value.filter(agent => agent.state !== 'loggedOut').length : undefined)

  function all<T>(prefix: string): T[] {
    return [...live.value?.items.entries() ?? []].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as T)
  }

  const agent = (id: string) => live.value?.items.get(`agent:${id}`) as AgentView | undefined
  const call = (id: string) => live.value?.items.get(`call:${id}`) as CallView | undefined

  function open(): void {
    if (users++ === 0) {
      live.value = followTopic(boardTopic, true)
    }
  }

  function close(): void {
    if (--users === 0) {
      live.value?.stop()
      live.value = null
    }
  }

  const takeAgent = (view: AgentView) => live.value?.put(`agent:${view.id}`, view.version, view)
  const takeCall = (view: CallView) => view.state !== 'ended' && live.value?.put(`call:${view.id}`, view.version, view)

  return { known, figures, queues, agents, calls, suspects, counts, onDuty, agent, call, open, close, takeAgent, takeCall }
})
