import {
  Bell, CircleCheckFilled, CircleCloseFilled, EditPen, PhoneFilled, Promotion, RemoveFilled, SwitchButton, Timer, VideoPause,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { AgentState, CallState } from '../api/views'

interface Look {
  icon: Component
  /** The class that gives the colour; never the only sign. */
  tone: string
}

export const agentLooks: Record<AgentState, Look> = {
  loggedOut: { icon: SwitchButton, tone: 'tone-off' },
  notReady: { icon: RemoveFilled, tone: 'tone-busy' },
  ready: { icon: CircleCheckFilled, tone: 'tone-ready' },
  reserved: { icon: Timer, tone: 'tone-ring' },
  talking: { icon: PhoneFilled, tone: 'tone-talk' },
  held: { icon: VideoPause, tone: 'tone-hold' },
  wrapUp: { icon: EditPen, tone: 'tone-wrap' },
}

export const callLooks: Record<CallState, Look> = {
  queued: { icon: Timer, tone: 'tone-busy' },
  offered: { icon: Timer, tone: 'tone-ring' },
  connected: { icon: PhoneFilled, tone: 'tone-talk' },
  held: { icon: VideoPause, tone: 'tone-hold' },
  forwarded: { icon: Promotion, tone: 'tone-wrap' },
  forwarding: { icon: Promotion, tone: 'tone-ring' },
  notice: { icon: Bell, tone: 'tone-off' },
  ended: { icon: CircleCloseFilled, tone: 'tone-off' },
}
