import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProblemCode } from '#kernel/errors.ts'
import type { FileKind } from './file-kind.ts'
import { inspectImage, unknownFormat, type BadImage } from './inspect.ts'
import { isLow } from './is-low.ts'
import { openPdf } from './pdf-pages.ts'
import type { PageMediaType } from './port.ts'
import { extractTiffPage } from './tiff-page.ts'

/** What became of one page (from 1) of a file. `storage-full`: nothing is wrong with the page, the disk is full. */
export type Delivery =
  | { ok: true; page: number; file: string; mediaType: PageMediaType; last: boolean }
  | { ok: false; page: number; code: ProblemCode; detail: string }

export type Item = {
  /** Copy of the file of the pile; a single image is moved away from here. */
  file: string
  kind: FileKind
  /** Where pages are laid, and how the names of their files begin. */
  folder: string
  prefix: string
  /** Pages that need not be made again. */
  done: ReadonlySet<number>
  signal: AbortSignal
}

/** Turns one file into its pages, one by one. Damage is a value for that page; the others go on. */
export async function* deliverItem(item: Item): AsyncGenerator<Delivery> {
  if (item.kind === 'unknown') yield* rejectWhole(item, unknownFormat())
  else if (item.kind === 'pdf') yield* deliverPdf(item)
  else yield* deliverImage(item)
}

function* rejectWhole(item: Item, fault: BadImage): Generator<Delivery> {
  if (!item.done.has(1)) yield { page: 1, ...fault }
}

async function* deliverImage(item: Item): AsyncGenerator<Delivery> {
  const image = await inspectImage(item.file)
  if (!image.ok) {
    yield* rejectWhole(item, image)
  } else if (image.pages === 1) {
    if (item.done.has(1)) return
    const file = pageFile(item, 1)
    await rename(item.file, file)
    yield { ok: true, page: 1, file, mediaType: image.mediaType, last: true }
  } else {
    yield* deliverPages(item, image.pages, (page, target) => extractTiffPage(item.file, page, target))
  }
}

async function* deliverPdf(item: Item): AsyncGenerator<Delivery> {
  const pdf = await openPdf(item.file)
  if (!pdf.ok) {
    yield* rejectWhole(item, pdf)
    return
  }
  try {
    yield* deliverPages(item, pdf.pages, async (page, target) => {
      const drawn = await pdf.drawPage(page, target)
      return drawn.ok ? { ok: true, mediaType: 'image/png' } : drawn
    })
  } finally {
    pdf.close()
  }
}

type MakePage = (page: number, target: string) => Promise<{ ok: true; mediaType: PageMediaType } | BadImage>

async function* deliverPages(item: Item, pages: number, make: MakePage): AsyncGenerator<Delivery> {
  for (let page = 1; page <= pages; page += 1) {
    if (item.signal.aborted) return
    if (item.done.has(page)) continue
    const file = pageFile(item, page)
    const made = await make(page, file)
    if (made.ok) {
      yield { page, file, last: page === pages, ...made }
      continue
    }
    await rm(file, { force: true })
    if (await isLow(item.folder)) yield { ok: false, page, code: 'storage-full', detail: 'The disk of this station is full.' }
    else yield { page, ...made }
  }
}

function pageFile(item: Item, page: number): string {
  return join(item.folder, `${item.prefix}-${page}`)
}

