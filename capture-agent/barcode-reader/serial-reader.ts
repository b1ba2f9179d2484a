import { SerialPort } from 'serialport'
import { errorText } from '../error-text.ts'
import type { Patience } from '../http/back-off.ts'
import { createFraming, type Framed, type Framing } from './framing.ts'
import type { BarcodeReader, ReaderEvent } from './port.ts'
import type { ReaderSettings } from './reader-settings.ts'
import { createQueue, type Queue } from './queue.ts'
import { watchDevice } from './watch-device.ts'

/** Silence after which a whole cover id counts though no end came: longer than any gap within a code at 1200 baud. */
const pauseMs = 50
/** Silence after which nothing more of a code will come. */
const forGoodMs = 500
/** A reader that was plugged in again is found within this time. */
const longestWaitMs = 1_000
const firstWaitMs = 100
/** A line that is all noise must not drown what people must see. */
const noiseEveryMs = 5_000

/** A reader on a serial port, or on USB as a serial port (CDC). While it is not there it is tried again and again. */
export function serialReader(settings: ReaderSettings, time: Pick<Patience, 'sleep' | 'nowMs'>): BarcodeReader {
  return { events: (signal) => readForEver(settings, time, signal) }
}

async function* readForEver(settings: ReaderSettings, time: Pick<Patience, 'sleep' | 'nowMs'>, signal: AbortSignal): AsyncGenerator<ReaderEvent> {
  let failures = 0
  const noise = createNoiseNote(time.nowMs)
  while (!signal.aborted) {
    const opened = await openPort(settings)
    if (!opened.ok) {
      if (failures === 0) yield { type: 'notice', detail: `The barcode reader at ${settings.path} cannot be opened (${opened.detail}). It is waited for.` }
      failures += 1
      await time.sleep(Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 10)), signal)
      continue
    }
    failures = 0
    yield { type: 'notice', detail: `The barcode reader at ${settings.path} is ready.` }
    for await (const framed of readPort(opened.port, createFraming(settings.form), signal)) {
      if (framed.kind === 'code') yield { type: 'code', text: framed.text }
      else yield* noise(framed.why)
    }
    if (!signal.aborted) yield { type: 'notice', detail: `The barcode reader at ${settings.path} is gone. Plug it in again; it is waited for.` }
  }
}

type Opened = { ok: true; port: SerialPort } | { ok: false; detail: string }

function openPort({ path, baudRate, dataBits, parity, stopBits }: ReaderSettings): Promise<Opened> {
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false })
    // An error that nobody hears would end the station.
    port.on('error', () => undefined)
    port.open((error) => resolve(error === null ? { ok: true, port } : { ok: false, detail: errorText(error) }))
  })
}

/** What the port gives until it goes or the signal is aborted; it is closed then. */
async function* readPort(port: SerialPort, framing: Framing, signal: AbortSignal): AsyncGenerator<Framed> {
  const queue: Queue<Framed> = createQueue()
  const pause = flushWhenQuiet(framing, queue.push)
  const close = (): void => {
    if (port.isOpen) port.close(() => undefined)
    else queue.end()
  }
  port.on('data', (bytes: Buffer) => {
    queue.push(...framing.push(bytes))
    pause.begin()
  })
  port.once('close', () => queue.end())
  const stopWatching = watchDevice(port.path, close)
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  try {
    yield* queue.items()
  } finally {
    signal.removeEventListener('abort', close)
    pause.stop()
    stopWatching()
    close()
  }
}

function flushWhenQuiet(framing: Framing, push: (...framed: Framed[]) => void): { begin(): void; stop(): void } {
  let timers: NodeJS.Timeout[] = []
  const stop = (): void => timers.forEach(clearTimeout)
  return {
    begin() {
      stop()
      timers = framing.waiting() ? [setTimeout(() => push(...framing.flush(false)), pauseMs), setTimeout(() => push(...framing.flush(true)), forGoodMs)] : []
    },
    stop,
  }
}

/** Tells of noise at most every five seconds. */
function createNoiseNote(nowMs: () => number): (why: string) => ReaderEvent[] {
  let lastMs = Number.NEGATIVE_INFINITY
  return (why) => {
    if (nowMs() - lastMs < noiseEveryMs) return []
    lastMs = nowMs()
    return [{ type: 'notice', detail: `The barcode reader gave ${why}; it was dropped. Scan the code again.` }]
  }
}
