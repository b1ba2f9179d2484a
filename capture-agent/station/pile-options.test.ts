import { describe, expect, it } from 'vitest'
import { pileFrom } from './pile-options.ts'

const sane = { program: 'scanimage', configFolder: null }

describe('what is to be fed, from the words of a command', () => {
  it('takes a folder, or a scanner with its settings', () => {
    expect(pileFrom({ folder: '/pile' }, sane)).toEqual({ ok: true, pile: { folder: '/pile' } })
    expect(pileFrom({ device: 'x:1' }, sane)).toEqual({ ok: true, pile: { scanner: expect.anything(), device: 'x:1' } })
    expect(pileFrom({ device: 'x:1', source: 'ADF', resolution: '300', duplex: true, mode: 'grey', 'page-size': 'a4', continue: true }, sane)).toEqual({
      ok: true,
      pile: { scanner: expect.anything(), device: 'x:1', source: 'ADF', resolutionDpi: 300, duplex: true, mode: 'grey', pageSize: 'a4', goOn: true },
    })
  })

  it.each([
    [{}, /Either --folder or --device/],
    [{ folder: '/x', device: 'y' }, /Either --folder or --device/],
    [{ folder: '/x', continue: true }, /no settings of a scanner/],
    [{ folder: '' }, /takes a folder/],
    [{ device: 'x', resolution: '0' }, /whole number/],
    [{ device: 'x', resolution: '3e9' }, /whole number/],
    [{ device: 'x', resolution: 'NaN' }, /whole number/],
    [{ device: 'x', mode: 'sepia' }, /colour, grey, lineart/],
    [{ device: 'x', 'page-size': 'b5' }, /a3, a4/],
  ])('refuses %j', (words, detail) => {
    expect(pileFrom(words, sane)).toEqual({ ok: false, detail: expect.stringMatching(detail) })
  })
})
