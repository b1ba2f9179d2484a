import { uploadMediaTypes, type NewUpload, type UploadView } from '#contract/counter.ts'
import type { SendPorts } from '../counter/send-file.ts'
import { readUpload } from './counter.ts'
import { apiPath, request } from './request.ts'
import { asUiError, garbledCode, offlineCode, readProblem, UiError } from './ui-error.ts'

/** What is announced of a file; null where its kind is not accepted. */
export async function announcementOf(file: File): Promise<NewUpload | null> {
  const mediaType = uploadMediaTypes.find((one) => one === file.type)
  if (mediaType === undefined) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-512', await file.arrayBuffer()))
  return { name: file.name, mediaType, bytes: file.size, sha512: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') }
}

/** The calls of a file that is sent in pieces. */
export function uploadPorts(announced: NewUpload, onProgress: (view: UploadView) => void): SendPorts {
  return {
    begin: () => request('POST', '/uploads', { body: announced }),
    state: readUpload,
    piece: sendPiece,
    mayRetry,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onProgress,
  }
}

/** The line was cut, the server has no room for now, or another piece is on its way. */
function mayRetry(error: unknown): boolean {
  const { code, status, reason } = asUiError(error)
  return code === offlineCode || code === garbledCode || code === 'upload-cut-off' || code === 'checksum-mismatch' || reason === 'upload-elsewhere' || status === 429 || status >= 500
}

async function sendPiece(id: string, offset: number, bytes: Blob): Promise<UploadView> {
  const answer = await fetch(apiPath(`/uploads/${id}`, { offset }), { method: 'PATCH', body: bytes, headers: { 'content-type': 'application/octet-stream' } }).catch(() => {
    throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
  })
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok || body === null) throw readProblem(body, answer.status) ?? new UiError({ type: garbledCode, title: '', status: answer.status, detail: '' })
  return body as UploadView
}
