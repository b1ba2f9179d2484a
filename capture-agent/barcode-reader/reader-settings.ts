import { z } from 'zod'
import type { FrameForm } from './framing.ts'

/** Where a reader is and how it speaks. */
export type ReaderSettings = {
  /** Device file, best one under `/dev/serial/by-id/`, which stays the same when it is plugged in elsewhere. */
  path: string
  baudRate: number
  dataBits: 7 | 8
  parity: 'none' | 'even' | 'odd'
  stopBits: 1 | 2
  form: FrameForm
}

/** `path[,baud[,bits]]`, such as `/dev/ttyUSB0,9600,7E1`. USB-CDC readers take any baud rate. */
export const readerAddress = z
  .string()
  .regex(/^[^,]+(,\d{3,7}(,[78][NEO][12])?)?$/, 'takes PATH[,BAUD[,BITS]], such as /dev/ttyUSB0,9600,8N1')
  .transform(parseAddress)

/** A text around each code; `\r`, `\t`, `\x1d` and the like are written so. */
export const frameText = z.string().max(16).transform(unescapeText)

function parseAddress(text: string): Omit<ReaderSettings, 'form'> {
  const [path = '', baud = '9600', bits = '8N1'] = text.split(',')
  return {
    path,
    baudRate: Number(baud),
    dataBits: bits.startsWith('7') ? 7 : 8,
    parity: bits[1] === 'E' ? 'even' : bits[1] === 'O' ? 'odd' : 'none',
    stopBits: bits.endsWith('2') ? 2 : 1,
  }
}

/** Line ends and control characters are understood by themselves and are left out. */
function unescapeText(text: string): string {
  const plain = text.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll(/\\[rnt]/g, '')
  return plain.replaceAll(/[^\x20-\x7e]/g, '')
}
