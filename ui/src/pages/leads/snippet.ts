/** The ready HTML of a web form, in the language of the form, without a script. */
import { speakOnce } from '../../lib/words.svelte'
import type { Language } from '../../lib/locale.svelte'
import type { LeadForm } from './shapes'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Where a form is sent. */
export const addressOf = (form: Pick<LeadForm, 'key'>, origin: string): string => `${origin}/api/v1/intake/${form.key}`

export function build(form: Pick<LeadForm, 'key' | 'consent' | 'language'>, origin: string, word: (key: string) => string): string {
  const field = (name: string, type: string, required = false) =>
    `  <p><label>${escape(word(`lead-snippet-${name}`))}<br><input type="${type}" name="${name}" maxlength="200"${required ? ' required' : ''}></label></p>`
  return [
    `<form method="post" action="${escape(addressOf(form, origin))}" accept-charset="utf-8" lang="${form.language}">`,
    field('company', 'text'), field('person', 'text'), field('phone', 'tel', true), field('email', 'email'),
    `  <p><label>${escape(word('lead-snippet-message'))}<br><textarea name="message" rows="5" maxlength="19000"></textarea></label></p>`,
    '  <div style="position:absolute;left:-9999px" aria-hidden="true"><input type="text" name="subject_line" tabindex="-1" autocomplete="off"></div>',
    ...(form.consent ? [`  <p><label><input type="checkbox" name="consent" value="yes" required> ${escape(form.consent)}</label></p>`] : []),
    `  <p><button type="submit">${escape(word('lead-snippet-send'))}</button></p>`,
    '</form>',
  ].join('\n')
}

/** The HTML in the form's own language, whatever the page speaks. */
export async function snippet(form: LeadForm, origin: string): Promise<string> {
  return build(form, origin, await speakOnce(form.language as Language))
}
