import { link, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { syncFolder, writeDurably } from '#platform/durable-file.ts'

/** Writes a stream to a file that must not exist yet; the name appears when every byte is durable. Errors: `already-exists`. */
export async function writeNewFile(source: AsyncIterable<Uint8Array>, file: string): Promise<{ bytes: number }> {
  const written = await writeDurably(source, file, `${file}.${process.pid}.part`)
  try {
    await link(written.file, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new OpisError('already-exists', `${file} exists already. Give another name.`)
    throw error
  } finally {
    await rm(written.file, { force: true })
  }
  await syncFolder(dirname(file))
  return { bytes: written.bytes }
}
