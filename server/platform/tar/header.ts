export const blockBytes = 512

/** Fields of a header block (POSIX 1003.1-1988, ustar): where they begin and how many bytes they have. */
export const field = {
  name: { at: 0, bytes: 100 },
  mode: { at: 100, bytes: 8 },
  owner: { at: 108, bytes: 8 },
  group: { at: 116, bytes: 8 },
  size: { at: 124, bytes: 12 },
  time: { at: 136, bytes: 12 },
  checksum: { at: 148, bytes: 8 },
  type: { at: 156, bytes: 1 },
  magic: { at: 257, bytes: 8 },
  prefix: { at: 345, bytes: 155 },
} as const

/** Sum of the bytes of a header block, its own field taken as spaces. */
export function checksumOf(block: Buffer): number {
  const { at, bytes } = field.checksum
  let sum = bytes * 0x20
  for (const [index, byte] of block.entries()) if (index < at || index >= at + bytes) sum += byte
  return sum
}
