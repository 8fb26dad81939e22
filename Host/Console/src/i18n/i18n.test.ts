import { baseCompile } from '@intlify/message-compiler'
import { describe, expect, it } from 'vitest'
import { en } from './en'
import { zh } from './zh'

function* texts(node: object, path: string): Generator<[string, string]> {
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (typeof value === 'string') {
      yield [`${path}.${key}`, value]
    } else if (typeof value === 'object' && value !== null) {
      yield* texts(value, `${path}.${key}`)
    }
  }
}

function places(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort()
}

describe('the words', () => {
  it('can be read by the message compiler', () => {
    for (const [path, text] of [...texts(zh, 'zh'), ...texts(en, 'en')]) {
      baseCompile(text, { onError: error => expect.fail(`${path}: ${error.message}`) })
      expect(text, `${path}: a bare sign would be taken for a link or a choice of plurals`).not.toMatch(/(?<!')@|\|/)
    }
  })

  it('have the same places to fill in both languages', () => {
    const english = new Map(texts(en, ''))
    for (const [path, text] of texts(zh, '')) {
      expect(places(english.get(path) ?? ''), path).toEqual(places(text))
    }
  })
})
