import { pauseBefore } from './backoff'
import type { Frame, Place } from './frame'
import { Topic, type TopicChange } from './topic'

/** The hub as the console uses it. The real one is SignalR's; a test puts another behind it. */
export interface Wire {
  start(): Promise<void>
  stop(): Promise<void>
  watch(places: Place[]): Promise<void>
  unwatch(topics: string[]): Promise<void>
  beat(): Promise<void>
}

export interface WireEvents {
  frames(frames: Frame[]): void
  superseded(): void
  refused(topic: string, reason: string): void
  closed(): void
}

export type LinkState = 'idle' | 'connecting' | 'live' | 'lost' | 'superseded'

export interface HubOptions {
  connect: (events: WireEvents) => Wire
  /** Every change of the link, and each sign of life of the server. */
  onState: (state: LinkState) => void
  onHeard: (topic: string, serverNow: number | null) => void
  onRefused: (topic: string, reason: string) => void
  /** The server no longer knows who this is. */
  onSignedOut?: () => void
  pause?: (attempt: number) => number
  /** Milliseconds between signs of life, and how long one may take. */
  beatEvery?: number
  beatWithin?: number
  /** Milliseconds between questions for what is new in a topic that shows how fresh it is. */
  confirmEvery?: number
  /** How long a topic may stay behind before everything in it is asked for again, in milliseconds. */
  repairWithin?: number
}

/** Follows topics over a link that may break at any time, and repairs what was missed. It never gives up. */
export class Hub {
  private readonly topics = new Map<string, Topic>()
  private readonly confirmed = new Set<string>()
  private readonly behind = new Map<string, ReturnType<typeof setTimeout>>()
  private wire: Wire | null = null
  private state: LinkState = 'idle'
  private attempt = 0
  private life = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private beating: ReturnType<typeof setInterval> | undefined
  private confirming: ReturnType<typeof setInterval> | undefined

  constructor(private readonly options: HubOptions) {}

  start(): void {
    if (this.state === 'idle' || this.state === 'superseded') {
      this.quiet()
      void this.wire?.stop()
      this.attempt = 0
      this.set('connecting')
      void this.connect()
    }
  }

  stop(): void {
    this.life++
    this.set('idle')
    this.quiet()
    void this.wire?.stop()
    this.wire = null
  }

  /** Makes the link anew, e.g. as another kind of console. */
  renew(): void {
    if (this.state !== 'idle' && this.state !== 'superseded') {
      this.life++
      this.quiet()
      void this.wire?.stop()
      this.set('connecting')
      void this.connect()
    }
  }

  /** The PC's network is gone: an answer that cannot come is not waited for. */
  cut(): void {
    this.drop()
  }

  /** Tries at once instead of waiting for the pause to end (the PC's network came back). */
  hurry(): void {
    if (this.state === 'lost' && this.retry !== undefined) {
      clearTimeout(this.retry)
      void this.connect()
    }
  }

  /**
   * Follows a topic. One to be `confirmed` is asked for again and again: no news is then known to be no news, and not a
   * line that carries nothing.
   */
  watch(name: string, changed: (change: TopicChange) => void, confirmed = false): Topic {
    const topic = new Topic(name, changed)
    this.topics.set(name, topic)
    if (confirmed) {
      this.confirmed.add(name)
    }

    this.ask([topic.place])
    return topic
  }

  unwatch(name: string): void {
    this.topics.delete(name)
    this.confirmed.delete(name)
    this.settle(name)
    if (this.state === 'live') {
      this.wire?.unwatch([name]).catch(() => this.drop())
    }
  }

  private async connect(): Promise<void> {
    const life = ++this.life
    this.retry = undefined
    const current = () => life === this.life
    const wire = this.options.connect({
      frames: frames => current() && this.take(frames),
      superseded: () => current() && this.giveWay(),
      refused: (topic, reason) => current() && this.refuse(topic, reason),
      closed: () => current() && this.lose(),
    })
    this.wire = wire
    try {
      await wire.start()
      if (!current()) {
        await wire.stop()
        return
      }

      await wire.watch([...this.topics.values()].map(topic => topic.place))
    } catch (error) {
      if (current()) {
        this.lose()
        if (isSignedOut(error)) {
          this.options.onSignedOut?.()
        }
      }

      return
    }

    if (current()) {
      this.attempt = 0
      this.set('live')
      this.beating = setInterval(() => void this.beat(life), this.options.beatEvery ?? 5000)
      this.confirming = setInterval(() => this.ask([...this.topics.values()]
        .filter(topic => this.confirmed.has(topic.name))
        .map(topic => topic.place)), this.options.confirmEvery ?? 2000)
      void this.beat(life)
    }
  }

  private take(frames: Frame[]): void {
    for (const frame of frames) {
      const topic = this.topics.get(frame.topic)
      if (topic === undefined) {
        continue
      }

      if (topic.take(frame) === 'gap') {
        this.repair(topic)
      } else {
        this.settle(frame.topic)
        this.options.onHeard(frame.topic, frame.now)
      }
    }
  }

  private refuse(topic: string, reason: string): void {
    this.confirmed.delete(topic)
    this.settle(topic)
    this.options.onRefused(topic, reason)
  }

  /** Asks for what is missing; where that does not come in time, for everything. */
  private repair(topic: Topic): void {
    if (this.behind.has(topic.name)) {
      return
    }

    this.ask([topic.place])
    this.behind.set(topic.name, setTimeout(() => {
      this.behind.delete(topic.name)
      if (this.topics.get(topic.name) === topic) {
        this.ask([{ topic: topic.name, epoch: null, seq: 0 }])
      }
    }, this.options.repairWithin ?? 3000))
  }

  private settle(name: string): void {
    clearTimeout(this.behind.get(name))
    this.behind.delete(name)
  }

  private ask(places: Place[]): void {
    if (this.state === 'live' && places.length > 0) {
      this.wire?.watch(places).catch(() => this.drop())
    }
  }

  /** A link that looks up but carries nothing is as good as down: it is cut and made again. */
  private async beat(life: number): Promise<void> {
    const wire = this.wire
    if (wire === null || life !== this.life) {
      return
    }

    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), this.options.beatWithin ?? 4000)
    })
    try {
      await Promise.race([wire.beat(), late])
    } catch {
      if (life === this.life) {
        this.drop()
      }
    } finally {
      clearTimeout(timer)
    }
  }

  private drop(): void {
    const wire = this.wire
    if (this.state === 'live') {
      this.lose()
      void wire?.stop()
    }
  }

  /** A newer console of the same person took over: this one may look on, but never comes back by itself. */
  private giveWay(): void {
    this.quiet()
    this.set('superseded')
  }

  private lose(): void {
    this.life++
    this.wire = null
    this.quiet()
    if (this.state === 'superseded') {
      return
    }

    this.set('lost')
    this.retry = setTimeout(() => void this.connect(), (this.options.pause ?? pauseBefore)(this.attempt++))
  }

  private quiet(): void {
    clearTimeout(this.retry)
    this.retry = undefined
    clearInterval(this.beating)
    clearInterval(this.confirming)
    for (const name of [...this.behind.keys()]) {
      this.settle(name)
    }
  }

  private set(state: LinkState): void {
    if (state !== this.state) {
      this.state = state
      this.options.onState(state)
    }
  }
}

function isSignedOut(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 401
}
