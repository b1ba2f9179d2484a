import type { ProblemCode } from '#kernel/errors.ts'
import type { Patience } from '../http/back-off.ts'
import { refused, unavailable, type Outcome, type Refused, type Unavailable } from '../http/outcome.ts'
import type { ImageFile, Receipt, ServerClient } from '../http/server-client.ts'
import { untilAnswered } from '../http/until-answered.ts'
import { hashFile } from '../spool/durable-file.ts'

export type Uploading = {
  client: Pick<ServerClient, 'putImage'>
  patience: Patience
  signal: AbortSignal
  onFault(fault: Unavailable, waitMs: number): void
}

/** The server is asked again so often when its receipt names other bytes; then a person must look. */
const wrongReceiptsMax = 5

/** Refusals that concern this image alone; any other refusal concerns the station or the batch. */
const imageCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'bad-image', 'image-too-large', 'image-too-small', 'empty-file', 'unknown-format', 'body-too-large', 'bad-name', 'bad-request', 'integrity',
])

/** Whether the rest of the batch can go on without this image. */
export function concernsImageOnly(fault: Refused): boolean {
  return imageCodes.has(fault.code)
}

/**
 * Brings one image to the server and returns its receipt for exactly these bytes. Cut connections, faults
 * of the server and wrong receipts are repeated; bytes that changed in the spool are not sent on.
 */
export async function uploadImage(up: Uploading, batch: string, image: number, file: ImageFile): Promise<Outcome<Receipt>> {
  let wrongReceipts = 0
  const attempt = async (): Promise<Outcome<Receipt>> => {
    const outcome = await up.client.putImage(batch, image, file, up.signal)
    if (!outcome.ok) return outcome.kind === 'unavailable' ? ((await changedFile(file)) ?? outcome) : outcome
    if (outcome.value.sha512 === file.announcement.sha512 && outcome.value.image === image) return outcome
    wrongReceipts += 1
    return wrongReceipts >= wrongReceiptsMax
      ? refused('checksum-mismatch', `The server answers with the checksum of other bytes for image ${image}.`)
      : unavailable('The receipt names other bytes than were sent.')
  }
  return untilAnswered(attempt, up.patience, { signal: up.signal, onFault: up.onFault })
}

async function changedFile(file: ImageFile): Promise<Refused | null> {
  const now = await hashFile(file.path).catch(() => null)
  return now?.sha512 === file.announcement.sha512
    ? null
    : refused('integrity', 'The image in the spool of the station is no longer what was scanned. Scan the sheet again.')
}
