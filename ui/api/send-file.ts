import { apiPath } from './request.ts'
import { offlineCode, readProblem, UiError } from './ui-error.ts'
import type { Query } from './with-query.ts'

/**
 * Sends a file as it is and gives the answer.
 * @throws UiError for a problem document, or a server that cannot be reached
 */
export async function sendFile<Answer>(path: string, query: Query, file: Blob): Promise<Answer> {
  const response = await fetch(apiPath(path, query), { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/octet-stream' }, body: file }).catch(() => {
    throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
  })
  const body: unknown = await response.json()
  if (!response.ok) throw readProblem(body, response.status) ?? new UiError({ type: 'internal', title: '', status: response.status, detail: '' })
  return body as Answer
}
