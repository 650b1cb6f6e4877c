/**
 * Words of the interface: Fluent catalogues `locales/<language>/*.ftl`, two lazily loaded chunks a
 * language: the everyday words, and more of them for large pages that are opened seldom (`more` of
 * a route). `t('client-name')` for a fixed key, `tf('role', code)` for a family `role-<code>`.
 */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { place, tag, type Language } from './locale.svelte'

export type Arguments = Record<string, FluentVariable>

type Catalogues = Record<Language, () => Promise<{ default: Record<string, string> }>>

const everyday: Catalogues = {
  en: () => import('./words/en'),
  ru: () => import('./words/ru'),
  mk: () => import('./words/mk'),
}
const more: Catalogues = {
  en: () => import('./words/en-more'),
  ru: () => import('./words/ru-more'),
  mk: () => import('./words/mk-more'),
}

let bundle = $state.raw<FluentBundle>()
let wanted = [everyday]

/** Loads a language and switches to it. */
export async function speak(language: Language): Promise<void> {
  const files = await Promise.all(wanted.map(async (catalogues) => (await catalogues[language]()).default))
  place.language = language
  bundle = build([tag(), 'sl-SI'], files.flatMap((texts) => Object.values(texts)))
  if (typeof document !== 'undefined') document.documentElement.lang = language
}

/** Loads the words of the large pages too, from now on in every language. */
export async function speakMore(): Promise<void> {
  if (wanted.includes(more)) return
  wanted = [everyday, more]
  await speak(place.language)
}

/** Words of large pages in another language than the page speaks: for what others will read. */
export async function speakOnce(language: Language): Promise<(key: string) => string> {
  const other = build([language], Object.values((await more[language]()).default))
  return (key) => {
    const pattern = other.getMessage(key)?.value
    return pattern ? other.formatPattern(pattern) : `⟦${key}⟧`
  }
}

/** A bundle of catalogue texts; numbers of a language the browser does not know fall to the second
 * locale (Slovenian writes them as Macedonian does). Isolation marks are off because all three languages run left to right. */
export function build(locale: string[], sources: string[]): FluentBundle {
  const made = new FluentBundle(locale, { useIsolating: false })
  for (const source of sources) {
    const errors = made.addResource(new FluentResource(source))
    for (const error of errors) console.error(error.message)
  }
  return made
}

/** Whether the catalogue has this key. */
export const has = (key: string): boolean => bundle?.hasMessage(key) ?? false

/** The words of `key`; a missing one shows as ⟦key⟧, which the browser tests look for. */
export function t(key: string, args?: Arguments): string {
  const pattern = bundle?.getMessage(key)?.value
  if (!bundle || !pattern) return bundle ? `⟦${key}⟧` : ''
  const errors: Error[] = []
  const text = bundle.formatPattern(pattern, args, errors)
  return errors.length ? `⟦${key}: ${errors[0]?.message}⟧` : text
}

/** The words of one code of a family, such as `tf('role', 'owner')`. */
export const tf = (family: string, code: string, args?: Arguments): string => t(`${family}-${code}`, args)
