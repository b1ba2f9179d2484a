import { stat } from 'node:fs/promises'

const everyMs = 200

/**
 * Calls `onGone` once when the file of a device is no longer the one that was there at first: unplugged, or
 * unplugged and plugged in again. serialport does not always say so: reading from a terminal that was hung up
 * gives no bytes and no error, and it reads again and again.
 */
export function watchDevice(path: string, onGone: () => void): () => void {
  let first: string | null = null
  let stopped = false
  const look = async (): Promise<void> => {
    const now = await identity(path)
    first ??= now
    if (stopped || (now === first && now !== gone)) return
    stop()
    onGone()
  }
  const timer = setInterval(() => void look(), everyMs)
  const stop = (): void => {
    stopped = true
    clearInterval(timer)
  }
  void look()
  return stop
}

const gone = 'gone'

/** Tells one plugging in from the next: the file is made anew, under the same name and often with the same number. */
async function identity(path: string): Promise<string> {
  return stat(path).then(({ ino, rdev, ctimeMs }) => `${ino} ${rdev} ${ctimeMs}`, () => gone)
}
