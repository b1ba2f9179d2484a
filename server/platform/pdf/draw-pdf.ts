import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import type { DrawnPage, FromDrawer, ToDrawer } from './messages.ts'

const answerTimeoutMs = 60_000
/** For all pages of a file: 2,000 pages of scans take a third of it. */
const fileTimeoutMs = 3_600_000
const heapMb = 512

/**
 * Draws the pages of a PDF at 300 dpi, one by one, in a process of its own with bounded memory and time: a
 * broken file or a bomb ends that process, not the server. Errors: `encrypted-file`, `bad-image`,
 * `too-many-pages`, `image-too-large`.
 */
export async function* drawPdf(bytes: Uint8Array): AsyncGenerator<DrawnPage> {
  const child = fork(fileURLToPath(new URL('./draw-pdf-process.ts', import.meta.url)), [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Nothing of the server's settings and secrets is for whoever opens files of strangers.
    env: { UV_THREADPOOL_SIZE: '2' },
  })
  const untilMs = performance.now() + fileTimeoutMs
  try {
    const opened = await ask(child, { document: bytes }, answerTimeoutMs)
    const pages = 'pages' in opened ? opened.pages : 0
    let pixels = 0
    for (let page = 0; page < pages; page += 1) {
      const answer = await ask(child, { page }, Math.min(answerTimeoutMs, untilMs - performance.now()))
      if (!('page' in answer)) throw cannotBeDrawn('an answer to another question')
      pixels += answer.page.widthPx * answer.page.heightPx
      if (pixels > limits.pixelsPerFile) throw new OpisError('image-too-large', `The pages of the PDF have more than ${limits.pixelsPerFile / 1e9} thousand million pixels together. Divide it.`)
      yield answer.page
    }
  } finally {
    child.kill('SIGKILL')
  }
}

/** The next answer; a fault that it tells of, its death and its silence are thrown. */
function ask(child: ChildProcess, question: ToDrawer, timeoutMs: number): Promise<FromDrawer> {
  return new Promise((resolve, reject) => {
    const forget = () => {
      clearTimeout(timer)
      child.off('message', arrived).off('error', broken).off('exit', broken)
    }
    const broken = (cause: unknown) => {
      forget()
      reject(cannotBeDrawn(cause))
    }
    const arrived = (message: unknown) => {
      forget()
      const answer = message as FromDrawer
      if ('fault' in answer) reject(new OpisError(answer.fault, answer.detail))
      else resolve(answer)
    }
    const timer = setTimeout(() => broken('time limit'), Math.max(0, timeoutMs))
    child.once('message', arrived).once('error', broken).once('exit', broken)
    child.send(question, (error) => {
      if (error) broken(error)
    })
  })
}

function cannotBeDrawn(cause: unknown): OpisError {
  return new OpisError('bad-image', 'The PDF cannot be drawn: it hangs, or needs more memory than any page does. Print and scan it, or save it anew.', { cause })
}
