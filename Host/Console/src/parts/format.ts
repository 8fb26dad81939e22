import { i18n } from '../i18n'

/** Everybody who looks at this console is in China; a time on it means Beijing time, whatever the PC thinks. */
const zone = 'Asia/Shanghai'
const zoneOffset = 8 * 3600_000
const day = 24 * 3600_000

const clockFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
})
const dateFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })

/** 14:03:09 */
export function clock(instant: number | string): string {
  return clockFormat.format(milliseconds(instant))
}

/** 2026-03-01 */
export function date(instant: number | string): string {
  return dateFormat.format(milliseconds(instant))
}

/** The time where it is today's, else day and time; a dash where there is none. */
export function moment(instant: string | null | undefined, today: number): string {
  if (instant === null || instant === undefined) {
    return '—'
  }

  return date(instant) === date(today) ? clock(instant) : `${date(instant)} ${clock(instant)}`
}

/** The start of the server's day in milliseconds since 1970. */
export function startOfDay(now: number): number {
  return Math.floor((now + zoneOffset) / day) * day - zoneOffset
}

/** 0:07, 12:34, 1:02:03; never negative. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [hours = 0, minutes = 0, rest = 0] = parts
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** How long something lasted, or a dash where it did not begin or has not ended. */
export function between(from: string | null, to: string | null): string {
  return from === null || to === null ? '—' : duration(Date.parse(to) - Date.parse(from))
}

/** A share as a percentage with one digit; a dash where there is nothing to divide by. */
export function percent(part: number | undefined, whole: number | undefined): string {
  return part === undefined || whole === undefined || whole === 0 ? '—' : `${(part / whole * 100).toFixed(1)}%`
}

/** A number, or a dash where it is not known: a false zero is worse than none. */
export function figure(value: number | undefined | null): string {
  return value === undefined || value === null ? '—' : value.toLocaleString(i18n.global.locale.value)
}

/** A masked caller as people in China read it; one who withheld the number is said to have done so. */
export function caller(masked: string): string {
  return masked === '' ? i18n.global.t('app.withheld') : masked.replace(/^\+86/, '')
}

function milliseconds(instant: number | string): number {
  return typeof instant === 'number' ? instant : Date.parse(instant)
}
