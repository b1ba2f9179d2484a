import type { ImageAnnouncement } from '#contract/capture.ts'

/** HTTP servers take 16 KiB of headers; base64 makes four bytes of three. */
const jsonBytes = 9_000

/**
 * Leaves out foreign codes (and ours beyond the tenth) until the announcement fits into a header. A
 * sheet full of foreign QR codes must not keep the page from being archived; foreign codes decide nothing.
 */
export function fitHeader(announcement: ImageAnnouncement): ImageAnnouncement {
  if (bytesOf(announcement) <= jsonBytes) return announcement
  const { marks } = announcement
  const ours = marks.codes.filter((code) => code.kind !== 'foreign')
  const foreign = marks.codes.filter((code) => code.kind === 'foreign')
  while (ours.length > 10) ours.pop()
  while (foreign.length > 0 && bytesOf(withCodes(announcement, [...ours, ...foreign])) > jsonBytes) foreign.pop()
  return withCodes(announcement, [...ours, ...foreign])
}

function withCodes(announcement: ImageAnnouncement, codes: ImageAnnouncement['marks']['codes']): ImageAnnouncement {
  return { ...announcement, marks: { ...announcement.marks, codes } }
}

function bytesOf(announcement: ImageAnnouncement): number {
  return Buffer.byteLength(JSON.stringify(announcement), 'utf8')
}
