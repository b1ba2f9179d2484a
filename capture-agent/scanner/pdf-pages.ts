import { startHelper } from '../child-process.ts'
import { bad, type BadImage } from './inspect.ts'
import { pdfAnswer, type PdfAnswer, type PdfQuestion } from './pdf-messages.ts'

/** A PDF open in a helper process of its own. */
export type OpenPdf = {
  pages: number
  /** Writes a page (from 1) as PNG at 300 dpi. */
  drawPage(page: number, target: string): Promise<PdfAnswer>
  close(): void
}

const openTimeoutMs = 60_000
const pageTimeoutMs = 60_000
/** A page that kills its reader costs a new process; a file full of such pages is given up. */
const longestRow = 3

/**
 * Opens a PDF. A crash, a hang or too much memory over a page is a `bad-image` for that page; the next
 * page gets a fresh process.
 */
export async function openPdf(file: string): Promise<({ ok: true } & OpenPdf) | BadImage> {
  let helper = startPdfHelper()
  let deaths = 0
  const ask = async (question: PdfQuestion, timeoutMs: number): Promise<PdfAnswer> => {
    const reply = await helper.ask(question, timeoutMs)
    if (!reply.ok) return bad('bad-image', faults[reply.reason])
    const answer = pdfAnswer.safeParse(reply.message)
    return answer.success ? answer.data : bad('bad-image', 'The PDF cannot be read.')
  }
  const open = () => ask({ ask: 'open', file }, openTimeoutMs)
  const opened = await open()
  if (!opened.ok) {
    helper.stop()
    return opened
  }
  return {
    ok: true,
    pages: opened.pages,
    async drawPage(page, target) {
      if (!helper.alive()) {
        deaths += 1
        if (deaths >= longestRow) return bad('bad-image', faults.crashed)
        helper = startPdfHelper()
        const again = await open()
        if (!again.ok) return again
      }
      return ask({ ask: 'page', page, target }, pageTimeoutMs)
    },
    close: () => helper.stop(),
  }
}

function startPdfHelper() {
  return startHelper(new URL('./pdf-child.ts', import.meta.url), [], { heapMb: 512 })
}

const faults = {
  timeout: 'Drawing the page took too long. Print and scan it, or make the PDF again.',
  crashed: 'The PDF makes its reader fail. Print and scan it, or make the PDF again.',
  stopped: 'Reading the PDF was stopped.',
} as const
