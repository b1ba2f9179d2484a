import { randomUUID } from 'node:crypto'
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, writeDurably, type DurableWrite } from '#platform/durable-file.ts'

const extensions: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/tiff': 'tif', 'image/webp': 'webp' }

/**
 * Where images lie from their receipt until the content store has them: one folder a batch, one file
 * an image. Names come from numbers, never from what a sender wrote.
 */
export type IntakeArea = {
  /** Writes durably under a temporary name; the caller compares the checksum, then commits. */
  write(image: ImageName, source: AsyncIterable<Uint8Array>): Promise<DurableWrite>
  fileOf(image: ImageName): string
  remove(image: ImageName): Promise<void>
  /** Removes the folder of a batch if it is empty. */
  removeFolder(batch: string): Promise<void>
}

export type ImageName = { batch: string; image: number; mediaType: string }

export function createIntakeArea(folder: string): IntakeArea {
  const fileOf = ({ batch, image, mediaType }: ImageName) =>
    join(folder, batch, `${String(image).padStart(5, '0')}.${extensions[mediaType] ?? 'bin'}`)
  return {
    async write(name, source) {
      const made = await mkdir(join(folder, name.batch), { recursive: true })
      if (made) await syncFolder(folder)
      const target = fileOf(name)
      return writeDurably(source, target, `${target}.${randomUUID()}.part`)
    },
    fileOf,
    remove: (name) => rm(fileOf(name), { force: true }),
    async removeFolder(batch) {
      await rmdir(join(folder, batch)).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? error.code : undefined
        if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error
      })
    },
  }
}
