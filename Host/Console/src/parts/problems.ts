import { ElMessage } from 'element-plus'
import { Problem } from '../api/client'
import { i18n } from '../i18n'
import { chineseMarks } from './marks'

/** The sentence to show for something that failed: the host's own where it gave one. */
export function sentenceOf(error: unknown): string {
  const { t } = i18n.global
  if (!(error instanceof Problem)) {
    return t('problem.server')
  }

  if (error.title !== '' && error.status !== 500) {
    return chineseMarks(error.title)
  }

  switch (error.status) {
    case 0: return t('problem.unreachable')
    case 401: return t('problem.signedOut')
    case 403: return t('problem.forbidden')
    case 404: return t('problem.notFound')
    case 429: return t('problem.tooMany')
    default: return error.status >= 500 ? t('problem.server') : t('problem.other', { status: error.status })
  }
}

/** Shows a failure as a toast that does not take the focus. */
export function toast(error: unknown): void {
  ElMessage({ type: 'error', message: sentenceOf(error), duration: 8000, showClose: true, grouping: true })
}

export function toastDone(message: string): void {
  ElMessage({ type: 'success', message, duration: 4000, grouping: true })
}
