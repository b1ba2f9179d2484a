import { readFile } from 'node:fs/promises'
import type { Sharp } from 'sharp'
import { openImage } from './open-image.ts'
import type { ImageSource } from './open-image.ts'
import { listTiffDirectories, withOnlyDirectory } from './tiff-directories.ts'

/** Opens one page anew: a decoder is good for one way through. */
export type OpenPage = () => Sharp

/**
 * Goes through the pages of an image one after the other; pages count from 0. A TIFF of many pages costs as
 * much a page as one of a single page. Bytes in memory are changed meanwhile and are as they were at the end.
 */
export async function forEachPage(image: ImageSource, pages: number, look: (open: OpenPage, number: number) => Promise<void>): Promise<void> {
  if (pages === 1) return look(() => openImage(image), 0)
  const bytes = typeof image === 'string' ? await readFile(image) : image
  const directories = isTiff(bytes) ? listTiffDirectories(bytes, pages) : []
  for (let number = 0; number < pages; number += 1) {
    const directory = directories[number]
    if (directory) await withOnlyDirectory(bytes, directory, () => look(() => openImage(bytes), number))
    else await look(() => openImage(bytes, number), number)
  }
}

const isTiff = (bytes: Uint8Array) => /^(II|MM)$/.test(String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0))
