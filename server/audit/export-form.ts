import { z } from 'zod'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import { exportFormat } from './export-log.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const entryForm = z.strictObject({
  seq: z.int().min(1),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  object: z.string(),
  details: z.json(),
  salt: z.string(),
  detailsHash: hash,
  prevHash: hash,
  leafHash: hash,
})

const lineForm = z.union([
  z.strictObject({ entry: entryForm }),
  z.strictObject({ checkpoint: z.string() }),
  z.strictObject({ format: z.literal(exportFormat), key: z.string(), origin: z.string() }),
  z.strictObject({ end: z.strictObject({ checkpoints: z.int(), entries: z.int() }) }),
])

export type ExportedEntry = z.output<typeof entryForm>
export type ExportLine = z.output<typeof lineForm>

/** Reads one line of an export; null when it is not exactly what an export writes, byte for byte. */
export function readExportLine(bytes: Uint8Array): ExportLine | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value = JSON.parse(text) as Json
    const read = lineForm.safeParse(value)
    return read.success && canonicalJson(value) === text ? read.data : null
  } catch {
    return null
  }
}
