import { uploadPieceBytes, type UploadView } from '#contract/counter.ts'

/** How pieces travel; `piece` answers where the file stands, and throws what `mayRetry` judges. */
export type SendPorts = {
  begin(): Promise<UploadView>
  state(id: string): Promise<UploadView>
  piece(id: string, offset: number, bytes: Blob): Promise<UploadView>
  /** Whether trying again can help: the line is down, the server asks to wait. */
  mayRetry(error: unknown): boolean
  wait(ms: number): Promise<void>
  onProgress(view: UploadView): void
}

const firstWaitMs = 1000
const longestWaitMs = 30_000

/**
 * Sends a file piece by piece until the server has all of it. After a cut line it asks how far the server came and goes
 * on there, waiting longer each time that nothing moved. Ends when the file is whole; throws only what cannot be helped.
 */
export async function sendFile(file: Blob, ports: SendPorts): Promise<UploadView> {
  let waitMs = firstWaitMs
  const again = async <T>(call: () => Promise<T>): Promise<T | null> => {
    try {
      return await call()
    } catch (error) {
      if (!ports.mayRetry(error)) throw error
      await ports.wait(waitMs)
      waitMs = Math.min(longestWaitMs, waitMs * 2)
      return null
    }
  }
  let view: UploadView | null = null
  while (view === null) view = await again(ports.begin)
  ports.onProgress(view)
  const { id } = view
  while (view.state === 'open') {
    const offset: number = view.offset
    const moved: UploadView | null = await again(() => ports.piece(id, offset, file.slice(offset, offset + uploadPieceBytes)))
    // What was cut off in the middle has moved the file, too: only the server knows how far.
    const now: UploadView | null = moved ?? (await again(() => ports.state(id)))
    if (now === null) continue
    if (now.offset > offset) waitMs = firstWaitMs
    view = now
    ports.onProgress(view)
  }
  return view
}
