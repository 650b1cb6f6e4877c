/**
 * How this browser shows Clientele: theme, density, single-letter keys. Kept in the browser so that
 * the log-in page and the first paint already look right; language and theme also live in the profile.
 */
import { languages, place, preferred, type Language } from './locale.svelte'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['compact', 'normal', 'roomy'] as const
export type Theme = (typeof themes)[number]
export type Density = (typeof densities)[number]

interface Kept { theme: Theme; density: Density; letters: boolean; language?: Language }

function stored(): Partial<Kept> {
  try {
    return JSON.parse(localStorage.getItem('look') ?? '{}') as Partial<Kept>
  } catch {
    return {}
  }
}

const kept = typeof localStorage === 'undefined' ? {} : stored()

export const look = $state<Kept>({
  theme: themes.find((one) => one === kept.theme) ?? 'system',
  density: densities.find((one) => one === kept.density) ?? 'normal',
  letters: kept.letters ?? true,
})

/** The language to start with: last used here, else what the browser prefers. */
export const startLanguage = (): Language =>
  languages.find((one) => one === kept.language) ?? preferred(navigator.languages)

/** Writes the look to the document and to the browser's storage. */
export function applyLook(): void {
  const root = document.documentElement
  if (look.theme === 'system') delete root.dataset.theme
  else root.dataset.theme = look.theme
  root.dataset.density = look.density
  try {
    localStorage.setItem('look', JSON.stringify({ ...look, language: place.language }))
  } catch {
    // Private windows may refuse storage; the look then lasts as long as the page.
  }
}
