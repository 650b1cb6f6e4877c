/** The name of a language in the reader's words; its code where the browser knows none. */
import { tag } from '../../lib/locale.svelte'

export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([tag()], { type: 'language' }).of(code) ?? code
  } catch { return code }
}
