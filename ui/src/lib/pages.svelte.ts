/**
 * Walking a list page by page with opaque cursors. The way walked is remembered for the tab, so
 * that coming back from a record finds the same page and row.
 */
const walked = new Map<string, { cursors: string[]; at: number }>()

export class Walk {
  /** The cursors of the pages before this one; the last is this page's, empty for the first. */
  cursors = $state<string[]>([''])
  /** Row the keyboard is on. */
  at = $state(0)
  #key = ''

  constructor(readonly size: number) {}

  /** Tells which list is walked; another list starts at its first page. */
  of(key: string): void {
    if (key === this.#key) return
    const first = this.#key === ''
    this.#key = key
    const known = first ? walked.get(key) : undefined
    this.cursors = known ? [...known.cursors] : ['']
    this.at = known?.at ?? 0
  }

  get cursor(): string { return this.cursors.at(-1) ?? '' }
  get from(): number { return (this.cursors.length - 1) * this.size + 1 }
  next(cursor: string): void { this.cursors.push(cursor); this.at = 0 }
  previous(): void { if (this.cursors.length > 1) this.cursors.pop(); this.at = 0 }
  first(): void { this.cursors = ['']; this.at = 0 }
  remember(): void { walked.set(this.#key, { cursors: [...this.cursors], at: this.at }) }
}
