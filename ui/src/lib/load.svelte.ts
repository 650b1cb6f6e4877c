/**
 * One asynchronous value of a page: loading, there, or refused. A newer request wins over an older
 * one; the old value stays on screen meanwhile, so lists do not flicker.
 */
import { reason } from './api'

export class Loaded<T> {
  value = $state.raw<T>()
  /** Words of the refusal, when there is one. */
  problem = $state<string>()
  cause = $state.raw<unknown>()
  busy = $state(false)
  #turn = 0

  /** Runs a request; answers false when it failed or was overtaken. */
  async run(ask: () => Promise<T>): Promise<boolean> {
    const turn = ++this.#turn
    this.busy = true
    try {
      const got = await ask()
      if (turn !== this.#turn) return false
      this.value = got
      this.problem = undefined
      this.cause = undefined
      return true
    } catch (problem) {
      if (turn === this.#turn) {
        this.cause = problem
        this.problem = reason(problem)
      }
      return false
    } finally {
      if (turn === this.#turn) this.busy = false
    }
  }
}
