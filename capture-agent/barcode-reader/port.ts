/**
 * What a barcode reader tells. `code`: somebody scanned this text. `notice`: something about the reader that
 * a person may want to know (lost, found again, noise dropped); nothing else has to be done about it.
 */
export type ReaderEvent = { type: 'code'; text: string } | { type: 'notice'; detail: string }

/**
 * The door to a barcode reader. It never throws for what a device does: a reader that is not there, or
 * goes away, is waited for. Aborting the signal lets go of the device.
 */
export type BarcodeReader = { events(signal: AbortSignal): AsyncIterable<ReaderEvent> }
