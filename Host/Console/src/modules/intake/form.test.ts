import { describe, expect, it } from 'vitest'
import { cleaned, emptyBody, titleOf } from './form'

describe('a form', () => {
  it('has the beginning of what was told as its title where none was given', () => {
    const body = emptyBody()
    body.matter.narrative = '小区门口水管爆裂。已经流了一夜。'
    expect(titleOf(body.matter)).toBe('小区门口水管爆裂')
    body.matter.title = '水管'
    expect(titleOf(body.matter)).toBe('水管')
  })

  it('sends nothing where nothing was typed', () => {
    const body = emptyBody()
    body.matter.narrative = ' 水管爆裂 '
    body.matter.place = '  '
    body.person.name = ''
    const sent = cleaned(body)
    expect(sent.matter.narrative).toBe('水管爆裂')
    expect(sent.matter.place).toBeNull()
    expect(sent.person.name).toBeNull()
    expect(sent.matter.secret).toBe(false)
  })

  it('has a title of at most thirty signs', () => {
    const body = emptyBody()
    body.matter.narrative = '长'.repeat(200)
    expect(titleOf(body.matter)).toHaveLength(30)
  })
})
