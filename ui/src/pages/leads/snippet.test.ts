import { expect, it } from 'vitest'
import { build } from './snippet'

it('r074 the HTML to copy has the address, the trap and the consent, all as text', () => {
  const html = build({ key: 'k"<', consent: 'I agree <b>fully</b>', language: 'mk' }, 'https://crm.example.com', (key) => `${key}>`)
  expect(html).toContain('action="https://crm.example.com/api/v1/intake/k&quot;&lt;"')
  expect(html).toContain('name="subject_line" tabindex="-1"')
  expect(html).toContain('required> I agree &lt;b&gt;fully&lt;/b&gt;')
  expect(html).toContain('lang="mk"')
  expect(html).toContain('lead-snippet-phone&gt;')
  expect(html).not.toMatch(/<script|onclick/)
  expect(build({ key: 'k', consent: null, language: 'en' }, '', (key) => key)).not.toContain('consent')
})
