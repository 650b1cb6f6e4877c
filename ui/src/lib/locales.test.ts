// The catalogues against each other and against the code: nothing missing, nothing unused, the same
// arguments everywhere, plural forms that each language needs.
import { FluentBundle, FluentResource } from '@fluent/bundle'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codes, factTypes } from './codes'

const root = join(import.meta.dirname, '../../..')
const languages = ['en', 'ru', 'mk'] as const

interface Message { file: string; text: string }
function read(language: string): Map<string, Message> {
  const found = new Map<string, Message>()
  for (const file of readdirSync(join(root, 'locales', language)).filter((name) => name.endsWith('.ftl'))) {
    const source = readFileSync(join(root, 'locales', language, file), 'utf8')
    for (const part of source.split(/\n(?=[a-zA-Z])/)) {
      const key = /^([a-zA-Z][\w-]*)\s*=/.exec(part)?.[1]
      if (!key) continue
      expect(found.has(key), `${language}: ${key} is written twice`).toBe(false)
      found.set(key, { file, text: part })
    }
  }
  return found
}
const catalogues = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<(typeof languages)[number], Map<string, Message>>
const keys = [...catalogues.en.keys()].sort()
/** Catalogues of the command line; its own test watches their use. */
const others = new Set(['analyze.ftl', 'cli.ftl', 'dedupe.ftl'])

function files(folder: string, ends: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name) && !/node_modules|target|\.test\.ts$/.test(join(entry.parentPath, entry.name)))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}
const interfaceCode = files(join(root, 'ui/src'), /\.(svelte|ts)$/).join('\n')
const serverCode = files(join(root, 'crates'), /\.rs$/).join('\n')

describe('catalogues', () => {
  it.each(['ru', 'mk'] as const)('%s has the keys of English, in the same files', (language) => {
    const place = (from: Map<string, Message>) => [...from].map(([key, { file }]) => `${file} ${key}`).sort()
    expect(place(catalogues[language])).toEqual(place(catalogues.en))
  })

  it.each(languages)('%s parses without loss', (language) => {
    const bundle = new FluentBundle(language)
    for (const file of readdirSync(join(root, 'locales', language))) {
      const errors = bundle.addResource(new FluentResource(readFileSync(join(root, 'locales', language, file), 'utf8')))
      expect(errors).toEqual([])
    }
    for (const key of keys) expect(bundle.hasMessage(key), key).toBe(true)
  })

  it.each(languages)('%s is loaded whole and once, the command line left out', async (language) => {
    const names = (chunk: { default: Record<string, string> }) => Object.keys(chunk.default).map((path) => path.split('/').at(-1) ?? '')
    const loaded = [...names(await import(`./words/${language}.ts`)), ...names(await import(`./words/${language}-more.ts`))]
    // of `dedupe.ftl` the interface uses the words of reasons
    const wanted = readdirSync(join(root, 'locales', language)).filter((name) => name === 'dedupe.ftl' || !others.has(name))
    expect(loaded.sort()).toEqual(wanted.sort())
  })

  it('uses the same arguments in all languages', () => {
    const args = (text = '') => [...new Set([...text.matchAll(/\$(\w+)/g)].map((match) => match[1]))].sort().join()
    for (const key of keys) {
      const wanted = args(catalogues.en.get(key)?.text)
      for (const language of ['ru', 'mk'] as const) expect(args(catalogues[language].get(key)?.text), `${language} ${key}`).toBe(wanted)
    }
  })

  it('has the plural forms that Russian needs', () => {
    for (const [key, { text }] of catalogues.ru) {
      if (/->/.test(text) && /\[one\]/.test(text)) expect(text, key).toMatch(/\[few\]/)
    }
  })
})

describe('keys and code', () => {
  const fixed = [...interfaceCode.matchAll(/\bt\(\s*'([^']+)'/g), ...interfaceCode.matchAll(/\blabel: '([a-z]+-[a-z0-9_-]+)'/g), ...interfaceCode.matchAll(/\btitle: '([a-z]+-[a-z0-9_-]+)'/g)].map((match) => match[1] as string)
  const either = [...interfaceCode.matchAll(/\bt\([^'"`]*\? '([^']+)' : '([^']+)'/g)].flatMap((match) => [match[1] as string, match[2] as string])
  const prefixes = [
    ...[...interfaceCode.matchAll(/\btf\(\s*'([^']+)'/g)].map((match) => `${match[1]}-`),
    ...[...interfaceCode.matchAll(/\btf\(\s*`([^`$]+)\$/g)].map((match) => match[1] as string),
    ...[...interfaceCode.matchAll(/[\s([?:]`([a-z]+-[a-z-]*)\$\{/g)].map((match) => match[1] as string),
    ...[...serverCode.matchAll(/"([a-z]+-[a-z-]*)\{/g)].map((match) => match[1] as string),
    ...Object.keys(codes).map((family) => `${family}-`), 'error-',
  ]

  it('finds every key it asks for', () => {
    expect([...new Set([...fixed, ...either])].filter((key) => !catalogues.en.has(key)).sort()).toEqual([])
  })

  it('finds every code of the closed lists', () => {
    const wanted = [
      ...Object.entries(codes).flatMap(([family, list]) => list.map((code) => `${family}-${code}`)),
      ...Object.values(factTypes).flat().map((code) => `fact-type-${code}`),
    ]
    expect(wanted.filter((key) => !catalogues.en.has(key))).toEqual([])
  })

  it('names every setting and its group', () => {
    const settings = [...readFileSync(join(root, 'crates/domain/src/setting/list.rs'), 'utf8').matchAll(/= "([a-z]+)\.([a-z_]+)"/g)]
    expect(settings.length).toBeGreaterThan(20)
    const wanted = settings.flatMap(([, group = '', name = '']) => [`setting-group-${group}`, `setting-${group}-${name.replaceAll('_', '-')}`])
    expect([...new Set(wanted)].filter((key) => !catalogues.en.has(key))).toEqual([])
  })

  it('uses every key it has', () => {
    const named = new Set([...interfaceCode.matchAll(/'([a-z][\w-]*)'/g), ...serverCode.matchAll(/"([a-z][\w-]*)"/g)].map((match) => match[1]))
    const unused = keys.filter((key) => !others.has(catalogues.en.get(key)?.file ?? '') && !named.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    expect(unused).toEqual([])
  })
})
