/** Short messages at the edge of the page, each with at most one action (undo), gone after 10 s. */
export interface Toast {
  id: number
  text: string
  kind: 'done' | 'problem'
  action?: { label: string; run: () => void | Promise<void> }
  /** Milliseconds until it goes by itself; 0 stays. */
  life: number
}

export const toasts = $state<Toast[]>([])
let next = 1

export function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

function say(kind: Toast['kind'], text: string, action?: Toast['action'], life = 10_000): void {
  toasts.push({ id: next++, text, kind, action, life })
  if (toasts.length > 4) toasts.shift()
}

/** Something is done; with an action it can be undone. */
export const done = (text: string, action?: Toast['action']): void => say('done', text, action, action ? 10_000 : 5_000)

/** Something was refused; stays until dismissed. */
export const failed = (text: string, action?: Toast['action']): void => say('problem', text, action, 0)

/** Runs the newest action on screen (key Z). */
export function runNewest(): boolean {
  const found = toasts.findLast((toast) => toast.action)
  if (!found?.action) return false
  dismiss(found.id)
  void found.action.run()
  return true
}
