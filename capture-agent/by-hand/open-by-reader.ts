import { codeChars } from '#contract/by-hand.ts'
import type { BarcodeReader } from '../barcode-reader/port.ts'
import { errorText } from '../error-text.ts'
import { untilAnswered } from '../http/until-answered.ts'
import type { Station } from '../station/run-batch.ts'

/** Somebody stands at the reader and waits; later the scan means nothing any more. */
const giveUpAfterMs = 5_000

/**
 * Opens a batch at the server for every cover that is scanned at this station, until the signal is aborted.
 * What a code cannot open is told at the station, and by the server at the capture screen.
 */
export async function openByReader(station: Station, reader: BarcodeReader, signal: AbortSignal): Promise<void> {
  for await (const event of reader.events(signal)) {
    if (event.type === 'notice') station.onProgress(event)
    else await openFor(station, event.text, signal).catch((error: unknown) => station.onProgress({ type: 'notice', detail: errorText(error) }))
  }
}

async function openFor(station: Station, text: string, signal: AbortSignal): Promise<void> {
  const code = text.slice(0, codeChars).toWellFormed()
  const patience = { ...station.patience, giveUpAfterMs }
  const outcome = await untilAnswered(() => station.client.openByHand(code, signal), patience, { signal })
  if (!outcome.ok) {
    const detail = outcome.kind === 'refused' ? outcome.detail : `${outcome.detail} No batch was opened: scan the code again when the server can be reached.`
    station.onProgress({ type: 'code-refused', code, problem: outcome.code, detail })
    return
  }
  const { batch, cover, openedAt } = outcome.value
  await station.nextBatch.remember({ batch, cover, openedAt })
  station.onProgress({ type: 'by-hand', event: 'opened', batch, cover })
}
