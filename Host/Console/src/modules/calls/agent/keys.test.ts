import { describe, expect, it } from 'vitest'
import { altDigit, functionKey, isComposing } from './keys'

function key(part: Partial<KeyboardEvent>): KeyboardEvent {
  return { key: '', code: '', keyCode: 0, isComposing: false, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...part } as KeyboardEvent
}

describe('keys', () => {
  it('are the input method\'s while it composes, also in the first key of a word', () => {
    expect(isComposing(key({ key: 'Enter', isComposing: true }))).toBe(true)
    expect(isComposing(key({ key: 'Process', keyCode: 229 }))).toBe(true)
    expect(isComposing(key({ key: 'F2', keyCode: 113 }))).toBe(false)
  })

  it('tell accepting from rejecting, and leave the browser its own', () => {
    const [accept, reject] = [functionKey('F2'), functionKey('F2', true)]
    expect([accept, reject].map(matches => matches(key({ key: 'F2' })))).toEqual([true, false])
    expect([accept, reject].map(matches => matches(key({ key: 'F2', shiftKey: true })))).toEqual([false, true])
    expect([accept, reject].map(matches => matches(key({ key: 'F2', ctrlKey: true })))).toEqual([false, false])
  })

  it('find the digit by its place, whatever Alt makes it write', () => {
    expect(altDigit(key({ key: '™', code: 'Digit2', altKey: true }))).toBe(2)
    expect(altDigit(key({ key: '2', code: 'Digit2' }))).toBeNull()
    expect(altDigit(key({ code: 'Digit2', altKey: true, ctrlKey: true }))).toBeNull()
  })
})
