import { hearServerTime } from '../live/clock'

/** An answer that is a "no": RFC 9457 problem details, or no answer at all (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The stable code, e.g. `offer-gone`; empty where the host gave none. */
    readonly code: string,
    /** The sentence for people, or empty. */
    readonly title: string,
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(title || `HTTP ${status}`)
    this.name = 'Problem'
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** How long a request may take, in milliseconds. */
const patience = 15_000
const uploadPatience = 120_000
const codePrefix = 'urn:contact-center:'

let onSignedOut: () => void = () => undefined

/** Called when the host no longer knows who this is. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

export function get<T>(path: string, query: Query = {}): Promise<T> {
  return send('GET', path + search(query))
}

export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return send('POST', path, body)
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return send('PUT', path, body)
}

export function remove<T>(path: string): Promise<T> {
  return send('DELETE', path)
}

/** Sends a file as it is; a large one over a slow line takes its time. */
export function upload<T>(path: string, file: Blob): Promise<T> {
  return send('POST', path, file, uploadPatience)
}

async function send<T>(method: string, path: string, body?: unknown, atMost = patience): Promise<T> {
  const isFile = body instanceof Blob
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(method === 'GET' ? {} : { 'X-Requested-With': 'contactcenter' }),
        ...(body === undefined ? {} : { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      body: body === undefined ? null : isFile ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(atMost),
    })
  } catch {
    throw new Problem(0, 'unreachable', '')
  }

  if (!response.ok) {
    throw await readProblem(response)
  }

  const answer: unknown = response.status === 204 || response.headers.get('Content-Length') === '0'
    ? undefined
    : await response.json()
  if (typeof answer === 'object' && answer !== null && 'now' in answer && typeof answer.now === 'string') {
    hearServerTime(Date.parse(answer.now))
  }

  return answer as T
}

async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}))
  const fields = typeof body === 'object' && body !== null ? body as Record<string, unknown> : { title: body }
  const type = typeof fields.type === 'string' ? fields.type : ''
  const problem = new Problem(
    response.status,
    type.startsWith(codePrefix) ? type.slice(codePrefix.length) : '',
    sentence(fields),
    fields,
  )
  if (response.status === 401) {
    onSignedOut()
  }

  return problem
}

/** A refused form names its fields; what is wrong with them says more than "bad request". */
function sentence(fields: Record<string, unknown>): string {
  const errors = fields.errors
  if (typeof errors === 'object' && errors !== null) {
    const said = Object.values(errors).flat().filter(error => typeof error === 'string')
    if (said.length > 0) {
      return said.join(' ')
    }
  }

  const title = typeof fields.title === 'string' ? fields.title : ''
  const detail = typeof fields.detail === 'string' ? fields.detail : ''
  return detail === '' || detail === title ? title : `${title} ${detail}`
}

function search(query: Query): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [name, String(value)])
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
