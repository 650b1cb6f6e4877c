/**
 * The one door to the server: the generated OpenAPI client with what every call needs – the CSRF
 * token, an idempotency key, refusals as values. Words of a refusal: {@link words}.
 */
import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './schema'
import { moment } from './formats.svelte'
import { has, t } from './words.svelte'

/** A refusal of the server (problem+json), or `network` when it did not answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Record<string, unknown> = {},
    readonly errors: { field: string; code: string; params?: Record<string, unknown> }[] = [],
    readonly request = '',
  ) {
    super(code)
  }

  /** The words of the refusal of one field, if it is among them. */
  field(name: string): string | undefined {
    const found = this.errors.find((error) => error.field === name)
    return found && words(found.code, found.params)
  }
}

const plain = ({ seconds, ...params }: Record<string, unknown> = {}) => ({
  ...(typeof seconds === 'number' ? { minutes: Math.max(1, Math.ceil(seconds / 60)) } : {}),
  ...Object.fromEntries(Object.entries(params).map(([key, value]) =>
    [key, typeof value === 'number' ? value : Array.isArray(value) ? value.map((one) => key === 'roles' ? t(`role-${one}`) : String(one)).join(', ') : key === 'until' ? moment(String(value)) : String(value)])),
})

/** The words of a refusal's code; an unknown code still says something true. */
export function words(code: string, params?: Record<string, unknown>): string {
  const key = `error-${code.replaceAll('.', '-')}`
  return has(key) ? t(key, plain(params)) : t('error-unknown', { code })
}

/** The words of anything that was thrown; of a single refused field, those of the field. */
export const told = (problem: unknown): string => {
  const only = problem instanceof Problem && problem.errors.length === 1 ? problem.errors[0] : undefined
  return only ? words(only.code, only.params) : reason(problem)
}

/** The words of anything that was thrown. */
export const reason = (problem: unknown): string =>
  problem instanceof Problem ? words(problem.code, problem.params) : words('internal')

export interface Listener { csrf: () => string; expired: () => void }
let listener: Listener = { csrf: () => '', expired: () => undefined }
/** The session tells here how to get its CSRF token and what to do when it has ended. */
export const listen = (to: Listener): void => { listener = to }

const dress: Middleware = {
  onRequest({ request }) {
    if (request.method === 'GET') return
    request.headers.set('X-CSRF-Token', listener.csrf())
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', crypto.randomUUID())
  },
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
api.use(dress)

/** What stands in `If-Match` for a record of this version. */
export const ifMatch = (version: number) => ({ 'If-Match': `"v${version}"` })

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>

/** The data of a call, or a thrown {@link Problem}. */
export async function call<T>(answer: Answer<T>): Promise<T> {
  let got: Awaited<Answer<T>>
  try {
    got = await answer
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(0, 'network')
  }
  if (got.response.ok) return got.data as T
  throw refusal(got.response, got.error)
}

/** A refusal from a raw answer. */
export function refusal(response: Response, body: unknown): Problem {
  const said = (typeof body === 'object' && body ? body : {}) as Partial<Problem>
  const code = said.code ?? (response.status >= 502 && response.status <= 504 ? 'network' : 'internal')
  if (response.status === 401 && code !== 'login.wrong') listener.expired()
  return new Problem(response.status, code, said.params, said.errors, said.request)
}
