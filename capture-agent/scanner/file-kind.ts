/** What a file is by its first bytes; its name does not count. */
export type FileKind = 'jpeg' | 'png' | 'tiff' | 'webp' | 'pdf' | 'unknown'

/** How many first bytes `fileKind` wants: readers of PDF accept the header within the first 1,024. */
export const headBytes = 1024

/** Recognises a file by its first bytes (up to `headBytes`). */
export function fileKind(head: Uint8Array): FileKind {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'tiff'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  return text.slice(0, headBytes).includes('%PDF-') ? 'pdf' : 'unknown'
}
