import bwipjs from 'bwip-js/node'
import { coverForm } from '#kernel/cover-form.ts'

/** Where a black rectangle stands on the page, millimetres from the upper left. */
export type Rectangle = { xMm: number; yMm: number; widthMm: number; heightMm: number }

/** The bars of the Code 128 "ladder": read from the top of the page downwards. */
export function ladderBars(id: string): Rectangle[] {
  const { xMm, yMm, barMm, moduleMm } = coverForm.ladder
  const bars: Rectangle[] = []
  let atMm = yMm
  for (const [index, modules] of barWidths(id).entries()) {
    const heightMm = modules * moduleMm
    if (index % 2 === 0) bars.push({ xMm, yMm: atMm, widthMm: barMm, heightMm })
    atMm += heightMm
  }
  return bars
}

/** The dark modules of the QR code (error level H, 30 % may be hidden), joined along each row. */
export function qrRuns(id: string): Rectangle[] {
  const { xMm, yMm, moduleMm } = coverForm.qr
  const { pixels, side } = qrPixels(id)
  const runs: Rectangle[] = []
  for (let row = 0; row < side; row += 1) {
    let start = -1
    for (let column = 0; column <= side; column += 1) {
      const dark = column < side && pixels[row * side + column] === 1
      if (dark && start < 0) start = column
      if (dark || start < 0) continue
      runs.push({
        xMm: xMm + start * moduleMm,
        yMm: yMm + row * moduleMm,
        widthMm: (column - start) * moduleMm,
        heightMm: moduleMm,
      })
      start = -1
    }
  }
  return runs
}

/** Bar, space, bar, … in modules. */
function barWidths(id: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: id })
  if (symbol === undefined || !('sbs' in symbol)) throw new TypeError('no Code 128 was made')
  return symbol.sbs
}

function qrPixels(id: string): { pixels: readonly number[]; side: number } {
  const options = { bcid: 'qrcode', text: id, eclevel: 'H', version: '2' }
  const [symbol] = bwipjs.raw(options)
  if (symbol === undefined || !('pixs' in symbol)) throw new TypeError('no QR code was made')
  if (symbol.pixx !== coverForm.qr.modules) throw new TypeError('the QR code has an unexpected size')
  return { pixels: symbol.pixs, side: symbol.pixx }
}
