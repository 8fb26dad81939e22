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

/**
 * Reads frames as either hub protocol delivers them. MessagePack has its own forms of what JSON writes as text:
 * names as the server's records spell them, instants as a Date or as [Date, minutes of offset].
 */
export function readFrames(raw: unknown): Frame[] {
  return list(raw).map(entry => {
    const frame = lowerNames(entry)
    return {
      topic: text(frame.topic),
      epoch: text(frame.epoch),
      from: Number(frame.from),
      to: Number(frame.to),
      snapshot: frame.snapshot === true,
      items: list(frame.items).map(readItem),
      now: readInstant(frame.now),
    }
  })
}

/** An instant in milliseconds since 1970, or null where it is missing or not one. */
export function readInstant(raw: unknown): number | null {
  if (raw instanceof Date) {
    return raw.getTime()
  }

  if (Array.isArray(raw)) {
    return readInstant(raw[0])
  }

  const instant = typeof raw === 'number' ? raw : typeof raw === 'string' ? Date.parse(raw) : NaN
  return Number.isFinite(instant) ? instant : null
}

function readItem(raw: unknown): FrameItem {
  const item = lowerNames(raw)
  return {
    key: text(item.key),
    version: Number(item.version),
    value: typeof item.value === 'string' ? item.value : null,
  }
}

function list(raw: unknown): unknown[] {
  return Array.isArray(raw) ? raw : []
}

function text(raw: unknown): string {
  return typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'bigint' ? raw.toString() : ''
}

function lowerNames(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null
    ? Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]))
    : {}
}
