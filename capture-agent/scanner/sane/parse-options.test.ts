import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from './capabilities-of.ts'
import type { DeviceSetup } from './device-setup.ts'
import { chooseSource, shownSource } from './find-source.ts'
import { parseDevices } from './parse-devices.ts'
import { parseOptions } from './parse-options.ts'
import { planJob } from './plan-job.ts'
import { choicesOf, settable, type SaneOption } from './sane-option.ts'

const fixtures = join(import.meta.dirname, '../../../test/fixtures/scanner-output')
const optionsOf = (name: string): SaneOption[] => parseOptions(readFileSync(join(fixtures, `${name}.txt`), 'utf8'))
const option = (name: string, wanted: string): SaneOption => optionsOf(name).find((one) => one.name === wanted) ?? expect.fail(`no ${wanted}`)

function setupOf(name: string, duplex = false): DeviceSetup {
  const options = optionsOf(name)
  return { options, sources: choicesOf(settable(options, 'source')), source: chooseSource(options, duplex) ?? shownSource(options) }
}

const silent = { device: 'x:1', resolutionDpi: null, duplex: false, mode: null, pageSize: null }

/** Arguments behind the name of the device. */
function argumentsFor(name: string, job: Partial<typeof silent> = {}): string {
  const plan = planJob({ ...silent, ...job }, setupOf(name, job.duplex))
  return plan.ok ? plan.args.slice(1).join(' ') : plan.detail
}

describe('options as scanimage shows them', () => {
  it('reads every kind of value with its unit, present value and state', () => {
    expect(option('test-feeder', 'resolution')).toEqual({ name: 'resolution', group: 'Scan Mode', constraint: { kind: 'range', min: 1, max: 1200, step: 1 }, unit: 'dpi', several: false, automatic: false, current: '50', state: 'settable' })
    expect(option('test-feeder', 'depth')).toMatchObject({ constraint: { kind: 'list', values: ['1', '8', '16'] }, unit: null, current: '8' })
    expect(option('test-feeder', 'read-delay-duration')).toMatchObject({ unit: 'us', current: null, state: 'inactive' })
    expect(option('test-feeder', 'bool-soft-select-soft-detect-auto')).toMatchObject({ constraint: { kind: 'switch' }, automatic: true, current: 'no', state: 'settable' })
    expect(option('test-feeder', 'bool-soft-detect')).toMatchObject({ state: 'read-only' })
    expect(option('test-feeder', 'bool-hard-select')).toMatchObject({ state: 'hardware', current: 'yes' })
    expect(option('test-feeder', 'int-constraint-word-list')).toMatchObject({ unit: 'bit', constraint: { kind: 'list', values: expect.arrayContaining(['-42', '1073741824']) } })
    expect(option('test-feeder', 'int-constraint-array-constraint-range')).toMatchObject({ unit: 'dpi', several: true, constraint: { kind: 'range', min: 4, max: 192, step: 2 } })
    expect(option('test-feeder', 'int-constraint-array-constraint-word-list')).toMatchObject({ unit: '%', several: true })
    expect(option('test-feeder', 'fixed-constraint-range')).toMatchObject({ unit: 'us', constraint: { kind: 'range', min: -42.17, max: 32768, step: 2 }, current: '41.83' })
    expect(option('test-feeder', 'int')).toMatchObject({ constraint: { kind: 'free', of: 'int' }, current: '42' })
    expect(option('test-feeder', 'string-constraint-string-list').current).toBe('First entry')
    expect(option('test-feeder', 'button')).toMatchObject({ constraint: { kind: 'button' } })
    expect(option('genesys', 'calibration-file').current).toBe('/root/.sane/a [new] file.cal')
    expect(option('genesys', 'clear-calibration')).toMatchObject({ constraint: { kind: 'button' }, state: 'settable' })
    expect(option('brother4', 'mode')).toMatchObject({ current: '24bit Color[Fast]', constraint: { values: expect.arrayContaining(['Gray[Error Diffusion]', 'Black & White']) } })
    expect(option('fujitsu-fi', 'df-diff')).toMatchObject({ unit: null, constraint: { values: ['Default', '10mm', '15mm', '20mm'] } })
    expect(option('epson2', 'resolution')).toMatchObject({ automatic: true, unit: 'dpi', constraint: { values: ['75', '150', '300', '600'] } })
    expect(option('epson2', 'depth')).toMatchObject({ unit: 'bit', constraint: { values: ['8'] } })
  })

  it('finds every option, also where a driver chatters in between', () => {
    const text = readFileSync(join(fixtures, 'airscan-duplex.txt'), 'utf8')
    const lines = text.split('\n').filter((line) => /^ {4}-/.test(line)).length
    expect(parseOptions(`[warning] no firmware\n${text}\nbye`)).toHaveLength(lines)
    expect(parseOptions('')).toEqual([])
  })

  it('reads the list of devices and leaves out what is none', () => {
    const unit = '\u001f'
    const text = `Created directory: /var/lib/snmp\nfujitsu:fi:1${unit}FUJITSU${unit}fi-7260${unit}scanner\nairscan:e0:A; rm -rf ~${unit}eSCL${unit}A\u202e${unit}ip=192.0.2.1\n--help${unit}a${unit}b${unit}c\n`
    expect(parseDevices(text)).toEqual([
      { id: 'fujitsu:fi:1', name: 'FUJITSU fi-7260 (scanner)', kind: 'scanner' },
      { id: 'airscan:e0:A; rm -rf ~', name: 'eSCL A\ufffd (ip=192.0.2.1)', kind: 'scanner' },
    ])
  })
})

describe('what a device can do', () => {
  it.each([
    ['airscan-glass', ['colour', 'grey'], true, ['a4', 'a5', 'letter', 'full']],
    ['airscan-duplex', ['colour', 'grey'], true, ['a4', 'a5', 'letter', 'legal', 'full']],
    ['fujitsu-fi', ['colour', 'grey', 'lineart'], true, ['a4', 'a5', 'letter', 'legal', 'full']],
    ['epjitsu', ['colour', 'grey', 'lineart'], true, ['a4', 'a5', 'letter', 'legal', 'full']],
    ['hpaio', ['colour', 'grey', 'lineart'], true, ['a4', 'a5', 'letter', 'legal', 'full']],
    ['brother4', ['colour', 'grey', 'lineart'], true, ['a4', 'a5', 'letter', 'legal', 'full']],
    ['genesys', ['colour', 'grey'], false, ['a4', 'a5', 'letter', 'full']],
    ['epson2', ['colour', 'grey', 'lineart'], true, ['a3', 'a4', 'a5', 'letter', 'legal', 'full']],
    ['pixels-only', [], false, []],
  ])('%s', (name, modes, duplex, pageSizes) => {
    expect(capabilitiesOf(setupOf(name))).toMatchObject({ modes, duplex, pageSizes, resumable: false })
  })

  it('knows resolutions as list and as range', () => {
    expect(capabilitiesOf(setupOf('canon-dr')).resolutionsDpi).toEqual({ kind: 'list', values: [100, 150, 200, 240, 300, 400, 600] })
    expect(capabilitiesOf(setupOf('fujitsu-fi')).resolutionsDpi).toEqual({ kind: 'range', min: 50, max: 600, step: 1 })
    expect(capabilitiesOf(setupOf('pixels-only')).resolutionsDpi).toEqual({ kind: 'fixed' })
  })
})

describe('arguments for a job', () => {
  it.each([
    ['fujitsu-fi', {}, '--source=ADF Front --mode=Gray --resolution=300 --page-width=210 --page-height=297 -l 0 -t 0 -x 210 -y 297'],
    ['fujitsu-fi', { duplex: true, mode: 'lineart', pageSize: 'a5' }, '--source=ADF Duplex --mode=Lineart --resolution=300 --page-width=148 --page-height=210 -l 0 -t 0 -x 148 -y 210'],
    ['epjitsu', { pageSize: 'full' }, '--source=ADF Front --mode=Gray --resolution=300 --page-width=219.428 --page-height=355.6 -t 0'],
    ['hpaio', { duplex: true }, '--source=ADF --duplex=yes --mode=Gray --resolution=300 --batch-scan=yes -l 0 -t 0 -x 210 -y 297'],
    ['brother4', { duplex: true }, '--source=Automatic Document Feeder(left aligned,Duplex) --mode=True Gray --resolution=300 -l 0 -t 0 -x 210 -y 297'],
    ['brother4', { mode: 'colour' }, '--source=Automatic Document Feeder(centrally aligned) --mode=24bit Color --resolution=300 -l 0 -t 0 -x 210 -y 297'],
    ['genesys', { pageSize: 'full' }, '--mode=Gray --resolution=300 -l 0 -t 0 -x 216.07 -y 299'],
    ['epson2', { duplex: true, pageSize: 'a3' }, '--source=Automatic Document Feeder --adf-mode=Duplex --mode=Gray --resolution=300 -l 0 -t 0 -x 297 -y 420'],
    ['test-feeder', {}, '--source=Automatic Document Feeder --mode=Gray --resolution=300 -l 0 -t 0 -x 200 -y 200'],
    ['pixels-only', {}, ''],
  ])('%s %o', (name, job, expected) => {
    expect(argumentsFor(name, job as Partial<typeof silent>)).toBe(expected)
  })

  it.each([
    ['genesys', { duplex: true }, /both sides/],
    ['genesys', { resolutionDpi: 301 }, /301 dpi.*4800/],
    ['genesys', { pageSize: 'a3' }, /a3/],
    ['pixels-only', { resolutionDpi: 300 }, /cannot be set/],
    ['pixels-only', { pageSize: 'a4' }, /no choice/],
  ])('refuses a wish that cannot be met: %s %o', (name, job, expected) => {
    expect(argumentsFor(name, job as Partial<typeof silent>)).toMatch(expected)
  })

  it('takes a device without a feeder for one sheet', () => {
    expect(planJob(silent, setupOf('genesys'))).toMatchObject({ single: true })
    expect(planJob(silent, setupOf('pixels-only'))).toMatchObject({ single: true })
    expect(planJob(silent, setupOf('epjitsu'))).toMatchObject({ single: false })
  })
})
