export const imageFormats = ['jpeg', 'png', 'tiff', 'webp'] as const
export type ImageFormat = (typeof imageFormats)[number]

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => head[at + i] === byte)

/**
 * The format by the first bytes, whatever the file is called; null when it is none that is accepted.
 * Nothing else reaches the decoders: they would also open SVG, PDF or camera formats.
 */
export function sniffImageFormat(head: Uint8Array): ImageFormat | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  // The third byte pair is 42 for TIFF and 43 for BigTIFF, in the order of bytes that the first pair names.
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x49, 0x49, 0x2b, 0x00])) return 'tiff'
  if (startsWith(head, [0x4d, 0x4d, 0x00, 0x2a]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2b])) return 'tiff'
  if (startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head, [0x57, 0x45, 0x42, 0x50], 8)) return 'webp'
  return null
}
