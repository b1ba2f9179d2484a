/** Outcomes that SANE knows, with the sentences that `sane_strstatus` says for them in the C locale. */
const sentences = {
  'unsupported': 'Operation not supported',
  'cancelled': 'Operation was canceled',
  'busy': 'Device busy',
  'invalid': 'Invalid argument',
  'end-of-file': 'End of file reached',
  'jammed': 'Document feeder jammed',
  'no-documents': 'Document feeder out of documents',
  'cover-open': 'Scanner cover is open',
  'io-error': 'Error during device I/O',
  'no-memory': 'Out of memory',
  'access-denied': 'Access to resource has been denied',
} as const

export type SaneStatus = keyof typeof sentences

/** What a driver said last about opening the device, a page or its image. */
export type SaneSaid = { during: 'open' | 'page'; status: SaneStatus }

const said = /^[^:\n]+: (open of device .* failed|sane_start|sane_read|sane_get_parameters): (.+)$/gm

/** Finds the last status in what `scanimage` wrote to standard error; null where it gave none. */
export function lastStatus(errors: string): SaneSaid | null {
  const [, where = '', sentence = ''] = [...errors.matchAll(said)].at(-1) ?? []
  // Versions differ in how they spell it.
  const plain = sentence.trim().replace('cancelled', 'canceled')
  const status = (Object.keys(sentences) as SaneStatus[]).find((one) => sentences[one] === plain)
  return status === undefined ? null : { during: where.startsWith('open') ? 'open' : 'page', status }
}

/** What tells nothing of a fault: progress, questions, and the farewell of a driver's own helpers. */
const chatter = /^(Progress|Scanning|Scanned|Batch terminated|Place document|Press|Output format)|: (received signal \d+|trying to stop scanner|aborting)$/

/** The last line of a program's complaint that says something, for a person. */
export function lastLine(errors: string): string {
  const lines = errors.split(/[\n\r]/).map((line) => line.trim())
  return lines.findLast((line) => line !== '' && !chatter.test(line)) ?? ''
}
