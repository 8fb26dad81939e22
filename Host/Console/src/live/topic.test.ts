import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFrames, type Frame } from './frame'
import { Topic } from './topic'

function frame(part: Partial<Frame>): Frame {
  return { topic: 'board', epoch: 'a', from: 0, to: 0, snapshot: false, items: [], now: null, ...part }
}

function topic() {
  const shown = new Map<string, unknown>()
  const subject = new Topic('board', change => {
    if (change.reset) {
      shown.clear()
    }

    change.items.forEach((value, key) => value === null ? shown.delete(key) : shown.set(key, value))
  })
  return { subject, shown }
}

describe('a topic', () => {
  it('knows nothing before its first snapshot', () => {
    const { subject, shown } = topic()
    expect(subject.take(frame({ from: 3, to: 4, items: [{ key: 'k', version: 1, value: '1' }] }))).toBe('gap')
    expect(subject.known).toBe(false)
    expect(shown.size).toBe(0)
  })

  it('takes a doubled frame once', () => {
    const { subject } = topic()
    subject.take(frame({ snapshot: true, to: 4 }))
    const next = frame({ from: 4, to: 5, items: [{ key: 'k', version: 1, value: '1' }] })
    expect(subject.take(next)).toBe('applied')
    expect(subject.take(next)).toBe('old')
  })

  it('notices a missing frame and a new life of the server', () => {
    const { subject } = topic()
    subject.take(frame({ snapshot: true, to: 4 }))
    expect(subject.take(frame({ from: 5, to: 6 }))).toBe('gap')
    expect(subject.take(frame({ epoch: 'b', from: 4, to: 5 }))).toBe('gap')
    expect(subject.place).toEqual({ topic: 'board', epoch: 'a', seq: 4 })
  })

  it('does not let a late older state bring back what is gone', () => {
    const { subject, shown } = topic()
    subject.take(frame({ snapshot: true, to: 1, items: [{ key: 'call:1', version: 3, value: '3' }] }))
    subject.take(frame({ from: 1, to: 2, items: [{ key: 'call:1', version: 4, value: null }] }))
    subject.take(frame({ from: 2, to: 3, items: [{ key: 'call:1', version: 2, value: '2' }] }))
    expect(shown.has('call:1')).toBe(false)
  })

  it('shows the answer to an own command at once and is not set back by an older frame', () => {
    const { subject, shown } = topic()
    subject.take(frame({ snapshot: true, to: 1, items: [{ key: 'agent', version: 3, value: '"ready"' }] }))
    subject.put('agent', 5, 'notReady')
    subject.take(frame({ from: 1, to: 2, items: [{ key: 'agent', version: 4, value: '"talking"' }] }))
    expect(shown.get('agent')).toBe('notReady')
  })

  it('reads what the hub sends, and its clock', () => {
    const [read] = readFrames([{
      topic: 'board', epoch: 'a', from: 1, to: 2, snapshot: false, now: '2026-01-01T00:00:00.000Z',
      items: [{ key: 'k', version: 2, value: '1' }, { key: 'gone', version: 3, value: null }],
    }])
    expect(read).toEqual(frame({
      from: 1, to: 2, now: Date.UTC(2026, 0, 1),
      items: [{ key: 'k', version: 2, value: '1' }, { key: 'gone', version: 3, value: null }],
    }))
  })

  it('ends equal to the server after any loss, doubling and reordering, once it asked again', () => {
    const steps = fc.array(fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      gone: fc.boolean(),
      fate: fc.constantFrom('sent', 'lost', 'doubled', 'swapped', 'restart'),
    }), { maxLength: 60 })
    fc.assert(fc.property(steps, fc.integer({ min: 1, max: 6 }), (schedule, ring) => {
      const server = new FakeServer(ring)
      const { subject, shown } = topic()
      const offer = (sent: Frame) => {
        if (subject.take(sent) === 'gap') {
          server.answer(subject.place).forEach(part => subject.take(part))
        }
      }
      let delayed: Frame | null = null
      for (const step of schedule) {
        if (step.fate === 'restart') {
          server.restart()
          continue
        }

        const sent = server.change(step.key, step.gone)
        if (step.fate === 'lost') {
          continue
        }

        if (step.fate === 'swapped' && delayed === null) {
          delayed = sent
          continue
        }

        offer(sent)
        if (step.fate === 'doubled') {
          offer(sent)
        }

        if (delayed !== null) {
          offer(delayed)
          delayed = null
        }
      }

      server.answer(subject.place).forEach(part => subject.take(part))
      expect(Object.fromEntries(shown)).toEqual(server.state())
    }), { numRuns: 2000 })
  })
})

/** The server's side of the protocol: a counter per life, a bounded ring of changes, snapshots for who is too far behind. */
class FakeServer {
  private life = 1
  private seq = 0
  private version = 0
  private items = new Map<string, { version: number, value: string }>()
  private ring: Frame[] = []

  constructor(private readonly size: number) {}

  change(key: string, gone: boolean): Frame {
    const version = ++this.version
    const value = JSON.stringify(version)
    if (gone) {
      this.items.delete(key)
    } else {
      this.items.set(key, { version, value })
    }

    const sent = frame({
      epoch: String(this.life), from: this.seq, to: ++this.seq, items: [{ key, version, value: gone ? null : value }],
    })
    this.ring = [...this.ring, sent].slice(-this.size)
    return sent
  }

  restart(): void {
    this.life++
    this.seq = 0
    this.ring = []
  }

  answer(place: { epoch: string | null, seq: number }): Frame[] {
    const missing = this.ring.filter(sent => sent.to > place.seq)
    const reaches = place.seq === this.seq || missing[0]?.from === place.seq
    return place.epoch === String(this.life) && reaches
      ? missing
      : [frame({
          epoch: String(this.life), snapshot: true, to: this.seq,
          items: [...this.items].map(([key, item]) => ({ key, ...item })),
        })]
  }

  state(): Record<string, unknown> {
    return Object.fromEntries([...this.items].map(([key, item]) => [key, JSON.parse(item.value)]))
  }
}
