import { describe, expect, it } from 'vitest'
import { chineseMarks } from './marks'

describe('the host\'s sentences', () => {
  it('have the marks of their language, and keep those of numbers, times and codes', () => {
    expect(chineseMarks('您已在另一处登录,本页面只读;如要继续,请重新登录。')).toBe('您已在另一处登录，本页面只读；如要继续，请重新登录。')
    expect(chineseMarks('该单已被修改(第 3 版),请核对。')).toBe('该单已被修改（第 3 版），请核对。')
    expect(chineseMarks('须在 0:00 至 24:00 之内, e.g. 1,000; sip:12345')).toBe('须在 0:00 至 24:00 之内， e.g. 1,000; sip:12345')
  })
})
