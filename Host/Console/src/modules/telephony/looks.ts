import type { MergeMode, PhaseKind } from '../../api/lines'

/** The colours of modes and phases; the word always stands beside them. */
export const modeTones: Record<MergeMode, string> = {
  platform: 'tone-talk',
  wholeMerge: 'tone-ready',
  dualNumber: 'tone-ring',
  subCenter: 'tone-wrap',
  emergencyLinkage: 'tone-bad',
  utilityLinkage: 'tone-busy',
  referOnly: 'tone-off',
  notInAnnex: 'tone-off',
  unknown: 'tone-off',
}

export const phaseTones: Record<PhaseKind, string> = {
  preparation: 'tone-off',
  parallel: 'tone-ring',
  forwarding: 'tone-ready',
  noticeOnly: 'tone-busy',
  closed: 'tone-bad',
}
