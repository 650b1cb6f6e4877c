/**
 * Macedonian where the browser has none: Chromium is built without its numbers and dates and silently answers
 * in English. Numbers then borrow Slovenian, whose signs are the same (1.234,56 · 12 % · 1.234,56 €); the words
 * – months, weekdays, thousands and millions, «пред 3 дена» – are those of CLDR. Browsers that know the language
 * use their own.
 */

type Writer<T> = { format: (value: T) => string }

const has = (kind: { supportedLocalesOf: (tag: string) => string[] }): boolean => kind.supportedLocalesOf('mk').length > 0
const missing = (tag: string, kind: { supportedLocalesOf: (tag: string) => string[] }): boolean => tag.startsWith('mk') && !has(kind)

const months = ['јануари', 'февруари', 'март', 'април', 'мај', 'јуни', 'јули', 'август', 'септември', 'октомври', 'ноември', 'декември']
const shortMonths = ['јан.', 'фев.', 'мар.', 'апр.', 'мај', 'јун.', 'јул.', 'авг.', 'сеп.', 'окт.', 'ное.', 'дек.']
const weekdays = ['недела', 'понеделник', 'вторник', 'среда', 'четврток', 'петок', 'сабота']
const sizes = [[1e9, 'милј.'], [1e6, 'мил.'], [1e3, 'илј.']] as const

/** `Intl.NumberFormat`, in Macedonian too. */
export function numberFormat(tag: string, options: Intl.NumberFormatOptions): Writer<number> {
  if (!missing(tag, Intl.NumberFormat)) return new Intl.NumberFormat(tag, options)
  const { notation, ...asked } = options
  // Slovenian groups from five digits on, Macedonian from four; their signs of minus differ.
  const rest = { ...asked, useGrouping: asked.useGrouping === 'min2' || asked.useGrouping === false ? asked.useGrouping : 'always' as const }
  const denars = (text: string) => text.replace('MKD', 'ден.').replace('\u2212', '-')
  const plain = new Intl.NumberFormat('sl-SI', rest)
  if (notation !== 'compact') return { format: (value) => denars(plain.format(value)) }
  return {
    format: (value) => {
      const [size, word] = sizes.find(([least]) => Math.abs(value) >= least * 0.99995) ?? [1, '']
      const part = value / size
      const short = new Intl.NumberFormat('sl-SI', {
        ...rest, minimumFractionDigits: 0,
        maximumFractionDigits: Math.abs(part) < 100 ? rest.maximumFractionDigits ?? 1 : 0,
      }).format(part)
      // The word follows the number, before the currency: «45,9 мил. ₽».
      return denars(word ? short.replace(/^(\D*[\d.,]+)/, `$1\u00a0${word}`) : short)
    },
  }
}

/** `Intl.DateTimeFormat` for the parts the interface writes in words: months, weekdays, long days. */
export function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Writer<Date> {
  if (!missing(tag, Intl.DateTimeFormat)) return new Intl.DateTimeFormat(tag, options)
  return {
    format: (date) => {
      const month = (options.month === 'short' ? shortMonths : months)[date.getUTCMonth()] ?? ''
      const weekday = weekdays[date.getUTCDay()] ?? ''
      return [
        options.weekday && (options.weekday === 'narrow' ? weekday.charAt(0) : weekday),
        options.day && date.getUTCDate(),
        options.month && month,
        options.year && `${date.getUTCFullYear()} г.`,
      ].filter((part) => part !== undefined && part !== '').join(' ')
    },
  }
}

const units: Partial<Record<Intl.RelativeTimeFormatUnit, readonly [one: string, many: string, last: string, next: string, now: string]>> = {
  year: ['година', 'години', 'минатата година', 'следната година', 'оваа година'],
  month: ['месец', 'месеци', 'минатиот месец', 'следниот месец', 'овој месец'],
  week: ['седмица', 'седмици', 'минатата седмица', 'следната седмица', 'оваа седмица'],
  day: ['ден', 'дена', 'вчера', 'утре', 'денес'],
  hour: ['час', 'часа', 'пред 1 час', 'за 1 час', 'овој час'],
  minute: ['минута', 'минути', 'пред 1 минута', 'за 1 минута', 'оваа минута'],
}

/** `Intl.RelativeTimeFormat` with `numeric: 'auto'`. */
export function relativeFormat(tag: string): { format: (value: number, unit: Intl.RelativeTimeFormatUnit) => string } {
  if (!missing(tag, Intl.RelativeTimeFormat)) return new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'long' })
  return {
    format: (value, unit) => {
      const words = units[unit]
      if (!words) return ''
      const [one, many, last, next, now] = words
      if (value === -1) return last
      if (value === 1) return next
      if (value === 0) return now
      const count = Math.abs(value)
      return `${value < 0 ? 'пред' : 'за'} ${count} ${count % 10 === 1 && count % 100 !== 11 ? one : many}`
    },
  }
}
