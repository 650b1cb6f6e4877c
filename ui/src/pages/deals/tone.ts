/** The colour of a deal's state. */
export const stateTone = (state: string): 'plain' | 'ok' | 'warn' | 'danger' => state === 'won' ? 'ok' : state === 'refused' ? 'danger' : state === 'postponed' ? 'warn' : 'plain'
