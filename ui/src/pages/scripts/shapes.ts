/** Scripts as the API has them. */
import type { components } from '../../lib/schema'

export type Script = components['schemas']['Script']
export interface Answer { said: string, next: string }
export interface Step { text: string, answers: Answer[] }

/** The steps as the form has them: where an answer leads is the value of a select. */
export const toForm = (script: Script | null): Step[] =>
  script?.steps.map((step) => ({ text: step.text, answers: step.answers.map((answer) => ({ said: answer.said, next: answer.next == null ? '' : String(answer.next) })) })) ?? [{ text: '', answers: [] }]

/** The steps without one; answers that led to it end the talk, those behind it move up. */
export const without = (steps: readonly Step[], gone: number): Step[] =>
  steps.filter((_, at) => at !== gone).map((step) => ({ ...step, answers: step.answers.map((answer) => {
    const next = Number(answer.next)
    return answer.next === '' || next < gone ? answer : { ...answer, next: next === gone ? '' : String(next - 1) }
  }) }))
