import { apiPath } from './request.ts'
import { garbledCode, offlineCode, readProblem, UiError } from './ui-error.ts'

type Line = { progress?: { done: number; total: number }; result?: unknown; problem?: { type: string; detail: string } }

/**
 * Starts a long run of the server, tells how far it is, and gives its result.
 * @throws UiError for a refusal, a fault of the run, or a server that goes away
 */
export async function followProgress<Result>(path: string, body: unknown, tell: (done: number, total: number) => void): Promise<Result> {
  const response = await fetch(apiPath(path), { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/jsonl' }, body: JSON.stringify(body) }).catch(() => {
    throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
  })
  if (!response.ok || response.body === null) throw readProblem(await response.json().catch(() => null), response.status) ?? new UiError({ type: garbledCode, title: '', status: response.status, detail: '' })
  for await (const line of linesOf(response.body)) {
    const said = JSON.parse(line) as Line
    if (said.progress !== undefined) tell(said.progress.done, said.progress.total)
    else if (said.problem !== undefined) throw new UiError({ type: said.problem.type, title: '', status: 0, detail: said.problem.detail })
    else if ('result' in said) return said.result as Result
  }
  throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
    if (!done) continue
    if (rest !== '') yield rest
    return
  }
}
