/** Dragging a task over the days: where it would fall, and what to do when it is let go. */
import type { Task } from '../tasks/shapes'
import { minutesOf, snap, STEP } from './places'

export interface Target { day: string, minutes: number | null }

export class Drag {
  task = $state.raw<Task>()
  over = $state.raw<Target>()
  #drop: (task: Task, day: string, minutes: number | null) => void
  #done = false

  constructor(drop: (task: Task, day: string, minutes: number | null) => void) {
    this.#drop = drop
  }

  /** Whether the press that comes now ended a drag, and so opens nothing. */
  ended(): boolean {
    const was = this.#done
    this.#done = false
    return was
  }

  begin = (task: Task, event: PointerEvent): void => {
    this.#done = false
    if (!task.changeable || event.button !== 0 || event.pointerType === 'touch') return
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const start = { x: event.clientX, y: event.clientY, grip: event.clientY - box.top }
    const off = new AbortController()
    const { signal } = off
    const end = (): void => { off.abort(); this.task = undefined; this.over = undefined }
    addEventListener('pointermove', (moved) => {
      if (!this.task && Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < 6) return
      moved.preventDefault()
      this.task = task
      this.over = this.#under(task, moved, start.grip)
    }, { signal })
    addEventListener('pointerup', () => {
      const [dragged, over] = [this.task, this.over]
      end()
      this.#done = !!dragged
      if (dragged && over) this.#drop(task, over.day, over.minutes)
    }, { signal })
    addEventListener('pointercancel', end, { signal })
    addEventListener('keydown', (key) => { if (key.key === 'Escape') { this.#done = !!this.task; end() } }, { signal })
  }

  #under(task: Task, event: PointerEvent, grip: number): Target | undefined {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-day]')
    const day = found?.dataset.day
    if (!found || !day) return undefined
    const own = task.time ? minutesOf(task.time) : null
    const { from, hour } = found.dataset
    // What has no time stays a thing of the whole day; in a month only the day changes.
    if (!from || !hour || own === null) return { day, minutes: own }
    const top = found.getBoundingClientRect().top
    const minutes = Number(from) + ((event.clientY - grip - top) / Number(hour)) * 60 + STEP / 2
    return { day, minutes: snap(minutes, task.minutes ?? STEP) }
  }
}
