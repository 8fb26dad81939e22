import { i18n, word } from '../../i18n'
import { useQueueNames } from './queueNames'

const lists: Partial<Record<string, string>> = {
  mode: 'lines.modes', seatArrangement: 'lines.seats', firstSide: 'lines.firstSides', level: 'lines.levels', handledBy: 'lines.handlers', afterNotice: 'lines.afterNotices',
}

/** A line's fields and their values as people read them. */
export function useFieldWords() {
  const queues = useQueueNames()

  function show(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') {
      return '—'
    }

    if (value === 'unknown' && lists[field] === undefined) {
      return i18n.global.t('lines.unknown')
    }

    if (field === 'phases' && Array.isArray(value)) {
      return value.map((phase: { kind: string, startsOn: string }) => `${phase.startsOn} ${word('lines.phases', phase.kind)}`).join('；') || '—'
    }

    if ((field === 'queue' || field === 'departmentQueue') && typeof value === 'string') {
      return queues.nameOf(value)
    }

    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const list = lists[field]
    return list === undefined ? text : word(list, text)
  }

  return { show, nameOfField: (field: string) => word('lines.field', field), queues: queues.queues }
}
