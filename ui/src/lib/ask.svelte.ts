/** A yes-or-no question before something that matters: `if (await ask({...})) …`. */
export interface Question { title: string; text?: string; action: string; danger?: boolean }

export const question = $state<{ now: (Question & { answer: (yes: boolean) => void }) | null }>({ now: null })

export const ask = (what: Question): Promise<boolean> =>
  new Promise((resolve) => {
    question.now = { ...what, answer: (yes) => { question.now = null; resolve(yes) } }
  })
