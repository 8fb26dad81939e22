/** One item of a topic as it travels: its state as JSON text, or null where it is gone. */
export interface FrameItem {
  key: string
  version: number
  value: string | null
}

/**
 * What the hub sends for one topic: either everything in it (snapshot) or what changed in (from, to].
 * `epoch` names the life of the server's counter; numbers of two epochs cannot be compared.
 */
export interface Frame {
  topic: string
  epoch: string
  from: number
  to: number
  snapshot: boolean
  items: FrameItem[]
  /** The server's clock when it sent this, in milliseconds since 1970. */
  now: number | null
}

/** Where a console stands in a topic, so that the hub can go on from there. */
export interface Place {
  topic: string
  epoch: string | null
  seq: number
}

/** Reads frames as the hub sends them, with the same names in both of its protocols. What is not a frame is not read as one. */
export function readFrames(raw: unknown): Frame[] {
  return list(raw).map(frame => ({
    topic: text(frame.topic),
    epoch: text(frame.epoch),
    from: Number(frame.from),
    to: Number(frame.to),
    snapshot: frame.snapshot === true,
    items: list(frame.items).map(item => ({
      key: text(item.key),
      version: Number(item.version),
      value: typeof item.value === 'string' ? item.value : null,
    })),
    now: instant(frame.now),
  }))
}

function list(raw: unknown): Record<string, unknown>[] {
  return Array.isArray(raw) ? raw.filter((each: unknown): each is Record<string, unknown> => typeof each === 'object' && each !== null) : []
}

function text(raw: unknown): string {
  return typeof raw === 'string' ? raw : ''
}

function instant(raw: unknown): number | null {
  const read = typeof raw === 'string' ? Date.parse(raw) : NaN
  return Number.isFinite(read) ? read : null
}
