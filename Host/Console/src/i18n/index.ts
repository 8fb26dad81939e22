import { createI18n } from 'vue-i18n'
import { en } from './en'
import { zh } from './zh'

export type Language = 'zh' | 'en'

const kept = 'console.language'

export const i18n = createI18n({
  legacy: false,
  locale: localStorage.getItem(kept) === 'en' ? 'en' : 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en },
})

/** Switches the language; this PC keeps it. */
export function speak(language: Language): void {
  i18n.global.locale.value = language
  localStorage.setItem(kept, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** A code's word where the list has one, else the code itself: a new code of the host must still be readable. */
export function word(list: string, code: string | null | undefined): string {
  if (code === null || code === undefined || code === '') {
    return '—'
  }

  const words: Readonly<Record<string, string>> = i18n.global.tm(list)
  return words[code] ?? code
}
