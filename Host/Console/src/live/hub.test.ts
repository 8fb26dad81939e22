import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longestPause, pauseBefore, shortestPause } from './backoff'
import type { Frame, Place } from './frame'
import { Hub, type LinkState, type Wire, type WireEvents } from './hub'

class FakeWire implements Wire {
  readonly watched: Place[][] = []
  starts: 'well' | 'never' = 'well'
  answersBeats = true

  constructor(readonly events: WireEvents) {}

  start(): Promise<void> {
    return this.starts === 'well' ? Promise.resolve() : Promise.reject(new Error('no host'))
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }

  watch(places: Place[]): Promise<void> {
    this.watched.push(places)
    return Promise.resolve()
  }

  unwatch(): Promise<void> {
    return Promise.resolve()
  }

  beat(): Promise<void> {
    return this.answersBeats ? Promise.resolve() : new Promise(() => undefined)
  }
}

describe('the hub', () => {
  const wires: FakeWire[] = []
  let next: 'well' | 'never' = 'well'
  let states: LinkState[] = []
  let hub: Hub

  beforeEach(() => {
    vi.useFakeTimers()
    wires.length = 0
    next = 'well'
    states = []
    hub = new Hub({
      connect: events => {
        const wire = new FakeWire(events)
        wire.starts = next
        wires.push(wire)
        return wire
      },
      onState: state => states.push(state),
      onHeard: () => undefined,
      onRefused: () => undefined,
      pause: () => 1000,
    })
  })

  afterEach(() => {
    hub.stop()
    vi.useRealTimers()
  })

  const settle = () => vi.advanceTimersByTimeAsync(0)
  const wire = (at: number) => wires.at(at) ?? expect.fail('no such connection')
  const snapshot = (seq: number): Frame =>
    ({ topic: 'board', epoch: 'a', from: 0, to: seq, snapshot: true, items: [], now: null })
  const delta = (from: number): Frame => ({ ...snapshot(from + 1), from, snapshot: false })

  it('goes on from its place after the link was lost', async () => {
    hub.watch('board', () => undefined)
    hub.start()
    await settle()
    wire(0).events.frames([snapshot(7), delta(7)])
    wire(0).events.closed()
    await vi.advanceTimersByTimeAsync(1000)
    expect(wire(1).watched).toEqual([[{ topic: 'board', epoch: 'a', seq: 8 }]])
    expect(states).toEqual(['connecting', 'live', 'lost', 'live'])
  })

  it('asks once for what is missing, and for everything where that does not come', async () => {
    hub.watch('board', () => undefined)
    hub.start()
    await settle()
    wire(0).events.frames([snapshot(7), delta(9), delta(10)])
    expect(wire(0).watched.slice(1)).toEqual([[{ topic: 'board', epoch: 'a', seq: 7 }]])
    await vi.advanceTimersByTimeAsync(3000)
    expect(wire(0).watched.at(-1)).toEqual([{ topic: 'board', epoch: null, seq: 0 }])
  })

  it('asks again and again about a topic that shows how fresh it is', async () => {
    hub.watch('board', () => undefined, true)
    hub.watch('agent:1', () => undefined)
    hub.start()
    await settle()
    await vi.advanceTimersByTimeAsync(4000)
    expect(wire(0).watched.slice(1).map(places => places.map(place => place.topic))).toEqual([['board'], ['board']])
  })

  it('never gives up', async () => {
    next = 'never'
    hub.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wires.length).toBeGreaterThan(50)
    next = 'well'
    await vi.advanceTimersByTimeAsync(1000)
    expect(states.at(-1)).toBe('live')
  })

  it('cuts a link that answers no sign of life', async () => {
    hub.start()
    await settle()
    wire(0).answersBeats = false
    await vi.advanceTimersByTimeAsync(5000 + 4000)
    expect(states.at(-1)).toBe('lost')
  })

  it('stays away once a newer console of the same person took over, until it is told to come back', async () => {
    hub.start()
    await settle()
    wire(0).events.superseded()
    wire(0).events.closed()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wires.length).toBe(1)
    hub.start()
    await settle()
    expect(states.at(-1)).toBe('live')
  })

  it('does not hear a connection it has left', async () => {
    hub.watch('board', () => undefined)
    hub.start()
    await settle()
    wire(0).events.closed()
    await vi.advanceTimersByTimeAsync(1000)
    wire(0).events.closed()
    expect(states.at(-1)).toBe('live')
  })
})

describe('the pause before a new try', () => {
  it('is spread over the whole range and bounded', () => {
    for (let attempt = 0; attempt < 40; attempt++) {
      expect(pauseBefore(attempt, () => 0)).toBe(shortestPause)
      expect(pauseBefore(attempt, () => 0.999)).toBeLessThanOrEqual(longestPause)
    }

    expect(pauseBefore(30, () => 1)).toBe(longestPause)
  })
})
