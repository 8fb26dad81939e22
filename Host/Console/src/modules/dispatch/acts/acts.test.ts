import { describe, expect, it } from 'vitest'
import type { OrderDetail } from '../../../api/orders'
import { en } from '../../../i18n/en'
import { zh } from '../../../i18n/zh'
import { acts, bodyOf, initial, missing, pathOf } from './acts'

const detail = {
  suggestion: { lead: 'market', leadName: '市监局', assists: ['police'], why: '' },
  citizens: [{ appeal: 'one', state: 'answered' }, { appeal: 'two', state: 'due' }],
  parts: [{ id: 'lead', role: 'lead', state: 'signed' }, { id: 'assist', role: 'assist', state: 'returned' }],
  publicAnswer: '已处理。',
} as unknown as OrderDetail
const look = (name: string) => {
  const found = acts[name]
  if (found === undefined) {
    throw new Error(name)
  }

  return found
}

describe('acts on an order', () => {
  it('have a name in both languages, and so have their fields', () => {
    for (const [name, each] of Object.entries(acts)) {
      for (const words of [zh, en]) {
        expect(words.orders.acts, name).toHaveProperty(name)
        for (const field of each.fields) {
          expect(words.orders.fields).toHaveProperty(field.kind === 'limit' ? 'amount' : field.kind === 'part' ? 'part' : field.name)
        }
      }
    }
  })

  it('start from what the catalogue suggests', () => {
    const values = initial(look('dispatch'), detail)
    expect(missing(look('dispatch'), values)).toEqual([])
    expect(bodyOf(look('dispatch'), values, 3)).toEqual({ version: 3, unit: 'market', assists: ['police'], complex: false })
  })

  it('do not let who leads assist', () => {
    const values = { ...initial(look('redispatch'), detail), unit: 'police', reason: '属于其职责' }
    expect(bodyOf(look('redispatch'), values, 3)).toMatchObject({ unit: 'police', assists: [] })
  })

  it('ask for what the citizen said only where the citizen was reached', () => {
    const values = initial(look('recordCallback'), detail)
    expect(values.appeal).toBe('two')
    expect(missing(look('recordCallback'), values)).toEqual(['reached'])
    expect(missing(look('recordCallback'), { ...values, reached: false })).toEqual(['whyNot'])
    expect(missing(look('recordCallback'), { ...values, reached: true })).toEqual(['contacted', 'solved', 'rating'])
    expect(bodyOf(look('recordCallback'), { ...values, reached: false, whyNot: 'busy', rating: 'satisfied' }, 1))
      .toEqual({ version: 1, appeal: 'two', reached: false, whyNot: 'busy' })
  })

  it('name the part they mean in their path, and no limit without its unit', () => {
    const decide = { ...initial(look('decidePartReturn'), detail), uphold: true, reason: '属于其职责' }
    expect(pathOf(look('decidePartReturn'), decide)).toBe('parts/assist/decide-return')
    expect(bodyOf(look('orderRework'), { amount: 3, limitUnit: 'workingDays', reason: ' 重办 ' }, 9))
      .toEqual({ version: 9, amount: 3, limitUnit: 'workingDays', reason: '重办' })
  })

  it('are not sent without a reason', () => {
    expect(missing(look('sendBack'), { reason: ' ' })).toEqual(['reason'])
  })
})
