/**
 * Where the reader is: language and time zone. Everything that shows words, numbers or dates reads
 * this state, so a change of language redraws the page without losing what was typed.
 */
export const languages = ['en', 'ru', 'mk'] as const
export type Language = (typeof languages)[number]

export const place = $state({
  language: 'en' as Language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
})

/** BCP 47 tag used with Intl. British English for its day-first dates and Monday weeks. */
export const tag = (): string => ({ en: 'en-GB', ru: 'ru-RU', mk: 'mk-MK' })[place.language]

/** The first of our languages that the browser prefers. */
export function preferred(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const short = one.slice(0, 2).toLowerCase()
    const found = languages.find((language) => language === short)
    if (found) return found
  }
  return 'en'
}
