/** Pasted lines of visitors: company, person, phone, e-mail, note, in whatever order the last three stand. */
export interface Visitor { company: string, person: string, phone: string, email: string, temperature: string, message: string }

export const blank = (): Visitor => ({ company: '', person: '', phone: '', email: '', temperature: '', message: '' })
export const isFilled = (one: Visitor): boolean => [one.company, one.person, one.phone, one.email].some((text) => text.trim() !== '')

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
const isPhone = (text: string): boolean => /^[+(\d][\d\s().\-/+]*$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 6

/** Reads lines; a line without a name, phone or e-mail is left out. */
export function parseLines(text: string): Visitor[] {
  return text.split(/\r?\n/).map((line) => {
    const parts = line.split(/[\t;]/).map((part) => part.trim())
    const found = blank()
    const rest: string[] = []
    let names = 0
    for (const part of parts) {
      if (isEmail(part) && !found.email) found.email = part
      else if (isPhone(part) && !found.phone) found.phone = part
      // The first two are names even when one is empty; what follows is a note.
      else if (names === 0) { found.company = part; names++ }
      else if (names === 1) { found.person = part; names++ }
      else if (part) rest.push(part)
    }
    found.message = rest.join('; ')
    return found
  }).filter(isFilled)
}
