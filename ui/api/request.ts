import { garbledCode, offlineCode, readProblem, UiError } from './ui-error.ts'
import { withQuery } from './with-query.ts'
import type { Query } from './with-query.ts'

type Call = { query?: Query | undefined; body?: unknown; signal?: AbortSignal | undefined; headers?: Record<string, string> | undefined }

let whenSignedOut: () => void = () => undefined

/** Says what happens when the server no longer knows the session. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

/** A path below `/api`. */
export function apiPath(path: string, query: Query = {}): string {
  return `/api${withQuery(path, query)}`
}

/**
 * One call of the API. Answers are trusted to have the form of the contract, since server and UI
 * come from one build.
 * @throws UiError for a problem document, an unreadable answer, or a server that cannot be reached
 */
export async function request<Answer>(method: string, path: string, call: Call = {}): Promise<Answer> {
  const response = await send(method, apiPath(path, call.query), call)
  if (response.status === 401 && !path.startsWith('/session')) whenSignedOut()
  const body = await readBody(response)
  if (!response.ok) throw readProblem(body, response.status) ?? garbled(response.status)
  return body as Answer
}

async function send(method: string, url: string, call: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers }
  if (call.body !== undefined) headers['content-type'] = 'application/json'
  try {
    return await fetch(url, {
      method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
  }
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw garbled(response.status)
  }
}

function garbled(status: number): UiError {
  return new UiError({ type: garbledCode, title: '', status, detail: '' })
}
