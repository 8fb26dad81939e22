import { word } from '../../../i18n'

/** Rules whose detail says more than their name; the details of others repeat it. */
const telling = new Set(['other-team', 'missed-this-call'])
const plain = new Set(['logged-out', 'reserved', 'busy', 'wrap-up', 'console-away', 'nobody-waits'])

/** What a rule said about one agent, beside the rule's name. */
export function detailOf(rule: string | null, detail: string | null): string {
  if (rule === null || detail === null) {
    return detail ?? ''
  }

  if (rule === 'skill-missing') {
    return detail.replace(/^缺少技能[:：]/, '')
  }

  return rule === 'not-ready' ? word('agent.reason', detail) : telling.has(rule) || !plain.has(rule) ? detail : ''
}
