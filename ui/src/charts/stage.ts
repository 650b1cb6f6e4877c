/**
 * What makes drawn marks usable without a mouse: one stop of the Tab key for a chart, arrow keys among its
 * marks, and one tooltip for hover and focus. Marks are the elements with `data-mark` = index.
 */
import type { Attachment } from 'svelte/attachments'
import { neighbour } from './mark'

/** Where a tooltip stands: the mark's index and the middle of its upper edge, in the host's pixels. */
export interface Shown {
  readonly index: number
  readonly x: number
  readonly y: number
}

const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']

export function stage(show: (shown: Shown | null) => void): Attachment<HTMLElement> {
  return (host) => {
    const marks = () => [...host.querySelectorAll<HTMLElement | SVGElement>('[data-mark]')]
    const markOf = (event: Event) => event.target instanceof Element ? event.target.closest<HTMLElement | SVGElement>('[data-mark]') : null

    function tell(mark: Element | null): void {
      if (!mark) return show(null)
      const box = mark.getBoundingClientRect()
      const frame = host.getBoundingClientRect()
      show({ index: Number(mark.getAttribute('data-mark')), x: box.left + box.width / 2 - frame.left, y: box.top - frame.top })
    }

    /** Exactly one mark is reached by Tab: the one focused last, else the first. */
    function settle(current?: Element | null): void {
      const all = marks()
      const chosen = current ?? all.find((mark) => mark.getAttribute('tabindex') === '0') ?? all[0]
      for (const mark of all) mark.setAttribute('tabindex', mark === chosen ? '0' : '-1')
    }

    function onkeydown(event: KeyboardEvent): void {
      if (event.key === 'Escape') return show(null)
      const mark = markOf(event)
      if (!mark || !keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
      const all = marks()
      const spots = all.map((one) => {
        const box = one.getBoundingClientRect()
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      })
      const next = neighbour(spots, all.indexOf(mark), event.key)
      if (next === null) return
      event.preventDefault()
      all[next]?.focus()
    }

    const onfocus = (event: Event) => {
      const mark = markOf(event)
      if (!mark) return
      settle(mark)
      // A click focuses too; only the keyboard's focus needs the tooltip.
      if (mark.matches(':focus-visible')) tell(mark)
    }
    const onover = (event: Event) => tell(markOf(event))
    const onleave = () => show(null)

    settle()
    const observer = new MutationObserver(() => settle())
    observer.observe(host, { childList: true, subtree: true })
    host.addEventListener('keydown', onkeydown)
    host.addEventListener('focusin', onfocus)
    host.addEventListener('focusout', onleave)
    host.addEventListener('pointerover', onover)
    host.addEventListener('pointerleave', onleave)
    return () => {
      observer.disconnect()
      host.removeEventListener('keydown', onkeydown)
      host.removeEventListener('focusin', onfocus)
      host.removeEventListener('focusout', onleave)
      host.removeEventListener('pointerover', onover)
      host.removeEventListener('pointerleave', onleave)
    }
  }
}
