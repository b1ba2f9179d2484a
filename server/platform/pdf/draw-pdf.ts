import { Worker } from 'node:worker_threads'
import { OpisError, type ProblemCode } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'

export type DrawnPage = { png: Uint8Array; widthPx: number; heightPx: number; dpi: number }

type FromWorker = { page: DrawnPage } | { fault: ProblemCode; detail: string } | { done: true }

const pageTimeoutMs = 60_000
const workerHeapMb = 512

/**
 * Draws the pages of a PDF at 300 dpi, one by one, in a thread of its own with a bounded heap: a
 * broken file or a bomb ends the thread, not the server. Errors: `encrypted-file`, `bad-image`,
 * `too-many-pages`.
 */
export async function* drawPdf(bytes: Uint8Array): AsyncGenerator<DrawnPage> {
  const worker = new Worker(new URL('./draw-pdf-worker.ts', import.meta.url), {
    workerData: { bytes, pagesMax: limits.pagesPerFile, sideMaxPx: limits.imageSidePx },
    resourceLimits: { maxOldGenerationSizeMb: workerHeapMb },
  })
  try {
    for (;;) {
      const message = await nextMessage(worker)
      if ('done' in message) return
      if ('fault' in message) throw new OpisError(message.fault, message.detail)
      yield message.page
      worker.postMessage('next')
    }
  } finally {
    await worker.terminate()
  }
}

function nextMessage(worker: Worker): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const broken = (cause: unknown) => {
      forget()
      reject(new OpisError('bad-image', 'The PDF cannot be drawn. Print and scan it, or save it anew.', { cause }))
    }
    const arrived = (message: FromWorker) => {
      forget()
      resolve(message)
    }
    const timer = setTimeout(() => broken('time limit'), pageTimeoutMs)
    const forget = () => {
      clearTimeout(timer)
      worker.off('message', arrived).off('error', broken).off('exit', broken)
    }
    worker.on('message', arrived).on('error', broken).on('exit', broken)
  })
}
