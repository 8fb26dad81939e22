import type { Frame, Place } from './frame'

/** What became of a frame. After a `gap` the topic must be watched again from its place. */
export type Taken = 'applied' | 'old' | 'gap'

/** What a frame changed: keys with their new state, `null` where the item is gone. */
export interface TopicChange {
  /** True where everything was replaced: a key that is not in `items` does not exist. */
  reset: boolean
  items: Map<string, unknown>
}

interface Held {
  version: number
  gone: boolean
}

/**
 * One topic as this console knows it. It follows the server by (epoch, seq): frames are taken in order, doubled ones
 * are dropped, a missing one is noticed. Within it each item has a version that only grows.
 */
export class Topic {
  readonly name: string
  private epoch: string | null = null
  private seq = 0
  private held = new Map<string, Held>()

  constructor(name: string, private readonly changed: (change: TopicChange) => void) {
    this.name = name
  }

  /** True once a first snapshot came: before that nothing is known, and nothing may be shown as a number. */
  get known(): boolean {
    return this.epoch !== null
  }

  get place(): Place {
    return { topic: this.name, epoch: this.epoch, seq: this.seq }
  }

  take(frame: Frame): Taken {
    if (frame.snapshot) {
      return this.replace(frame)
    }

    if (frame.epoch !== this.epoch || frame.from > this.seq) {
      return 'gap'
    }

    if (frame.to <= this.seq) {
      return 'old'
    }

    const items = new Map<string, unknown>()
    for (const item of frame.items) {
      if (this.keep(item.key, item.version, item.value === null)) {
        items.set(item.key, parse(item.value))
      }
    }

    this.seq = frame.to
    this.changed({ reset: false, items })
    return 'applied'
  }

  /**
   * Takes a state that came another way (the answer to one's own command), so that the screen need not wait for the
   * same state to come round. An older one changes nothing.
   */
  put(key: string, version: number, value: unknown): void {
    if (this.known && this.keep(key, version, false)) {
      this.changed({ reset: false, items: new Map([[key, value]]) })
    }
  }

  private replace(frame: Frame): Taken {
    if (frame.epoch === this.epoch && frame.to < this.seq) {
      return 'old'
    }

    this.held = new Map(frame.items
      .filter(item => item.value !== null)
      .map(item => [item.key, { version: item.version, gone: false }]))
    this.epoch = frame.epoch
    this.seq = frame.to
    this.changed({
      reset: true,
      items: new Map(frame.items.filter(item => item.value !== null).map(item => [item.key, parse(item.value)])),
    })
    return 'applied'
  }

  /** A thing that is gone keeps its version until the next snapshot, so that a late older state cannot bring it back. */
  private keep(key: string, version: number, gone: boolean): boolean {
    const held = this.held.get(key)
    if (held !== undefined && (version < held.version || (version === held.version && held.gone))) {
      return false
    }

    this.held.set(key, { version, gone })
    return true
  }
}

function parse(value: string | null): unknown {
  return value === null ? null : JSON.parse(value)
}
