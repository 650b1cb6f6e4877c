/**
 * The keyboard map, by physical key so that it works under Cyrillic layouts too. A page binds its
 * keys while it is shown; the help dialog lists whatever is bound. Single letters rest while one
 * types and can be switched off in the profile (WCAG 2.1.4).
 */
import { onMount } from 'svelte'
import { look } from './look.svelte'

/** `KeyJ`, `Shift+KeyX`, `Mod+KeyK` (Ctrl or ⌘), `KeyG KeyB` (one after the other). */
export interface Binding {
  keys: string
  /** Key of the words for the help. */
  label: string
  /** Returns false to let the browser have the key after all. */
  run: (event: KeyboardEvent) => void | boolean
  /** Works while typing and inside dialogs. */
  everywhere?: boolean
}

let layers = $state.raw<readonly (readonly Binding[])[]>([])
let armed = ''
let armedAt = 0

/** All bindings in force, the page's own first. */
export const bound = (): readonly Binding[] => layers.flat()

/** Binds keys while the component lives. Later components win. */
export function useKeys(bindings: () => readonly Binding[]): void {
  onMount(() => {
    const layer = bindings()
    layers = [layer, ...layers]
    return () => { layers = layers.filter((one) => one !== layer) }
  })
}

export const chord = (event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string =>
  (event.ctrlKey || event.metaKey ? 'Mod+' : '') + (event.altKey ? 'Alt+' : '') + (event.shiftKey ? 'Shift+' : '') + event.code

export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)))

/** Handles one key press; `start` attaches it to the window. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const pressed = chord(event)
  const now = event.timeStamp
  const sequence = armed && now - armedAt < 1200 ? `${armed} ${pressed}` : ''
  const busy = typing(event.target)
  const overlay = document.querySelector('dialog[open], [data-overlay]') !== null
  const plain = !pressed.startsWith('Mod+') && !pressed.startsWith('Alt+')
  for (const binding of bound()) {
    if (binding.keys !== pressed && binding.keys !== sequence) continue
    if (!binding.everywhere) {
      if (busy || overlay) continue
      if (plain && !look.letters && /Key|Digit|Slash/.test(pressed)) continue
      // Space and Enter on a control press that control.
      if (/Enter|Space/.test(pressed) && (event.target as Element | null)?.closest?.('button, a, summary, input')) continue
    }
    armed = ''
    if (binding.run(event) !== false) event.preventDefault()
    return
  }
  const opens = !busy && !overlay && bound().some((binding) => binding.keys.startsWith(`${pressed} `))
  armed = opens ? pressed : ''
  armedAt = now
}

export function start(): () => void {
  addEventListener('keydown', press)
  return () => removeEventListener('keydown', press)
}

const names: Record<string, string> = {
  Slash: '/', Enter: '↵', Escape: 'Esc', Space: '␣', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
}

/** What is printed on the key caps: `Mod+KeyK` → ['Ctrl', 'K']. */
export function caps(keys: string): string[] {
  const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
  return keys.split(' ').flatMap((one) => {
    if (one === 'Shift+Slash') return ['?']
    return one.split('+').map((part) =>
      part === 'Mod' ? (apple ? '⌘' : 'Ctrl') : (names[part] ?? part.replace(/^Key|^Digit/, '')))
  })
}
