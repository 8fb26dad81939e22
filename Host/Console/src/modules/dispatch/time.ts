import { i18n } from '../../i18n'

/** What is left of a clock: hours of office time, or days and hours by the clock on the wall where it is a natural one. */
export function left(seconds: number | null, natural: boolean): string {
  if (seconds === null) {
    return '—'
  }

  const { t } = i18n.global
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600), Math.floor(seconds % 3600 / 60)]
  return !natural ? t('orders.workingTime', { hours, minutes })
    : days > 0 ? t('orders.daysHours', { days, hours: hours - 24 * days }) : t('orders.hoursMinutes', { hours, minutes })
}
