import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What somebody reads on a print (Debian package poppler-utils), with single blanks. */
export async function pdfText(bytes: Uint8Array, ...options: string[]): Promise<string> {
  const running = promisify(execFile)('pdftotext', [...(options.length === 0 ? ['-layout'] : options), '-', '-'], { maxBuffer: 64 << 20 })
  running.child.stdin?.end(bytes)
  return (await running).stdout.replaceAll(/\s+/g, ' ')
}
