import { xlsxFile } from '#platform/spreadsheet/xlsx.ts'
import { headsOf, sheetForms } from '#server/municipality/workbook/sheet-forms.ts'

type Row = Record<string, string>

/** A small Georgian municipality as somebody would fill the template in. */
const rows: Record<string, Row[]> = {
  house: [{ name_ka: 'ონის მერია', name_en: 'Oni', jurisdiction: 'ge', language: 'ka' }],
  units: [
    { code: 'meria', kind: 'body', name_ka: 'მერია', opened_on: '01.01.2020', electronic_since: '2026-03-01' },
    { code: 'kantselaria', kind: 'unit', parent: 'meria', name_ka: 'კანცელარია', name_en: 'Registry', head: 'nino', opened_on: '2020-01-01', electronic_since: '2026-03-01' },
    { code: 'finansebi', kind: 'unit', parent: 'meria', name_ka: 'ფინანსები', opened_on: '2020-01-01' },
  ],
  positions: [{ code: 'head-of-registry', name_ka: 'კანცელარიის უფროსი', unit: 'kantselaria' }],
  people: [
    { name: 'nino', display_name: 'ნინო ბერიძე', position: 'head-of-registry', email: 'nino@oni.example', language: 'ka', roles: 'clerk', units: 'meria, kantselaria' },
    { name: 'gia', display_name: 'გია ლომიძე', email: 'gia@oni.example', roles: 'counter, controller', units: 'meria' },
  ],
  classes: [{ code: '01', title_ka: 'განცხადებები', personal: 'yes' }, { code: '01-02', title_ka: 'პასუხები', parent: '01', unit: 'kantselaria', whole_house: 'no' }],
  registers: [{ code: 'shemosuli', title_ka: 'შემოსული', unit: 'meria', flow: 'incoming', template: '{group}{yy}-{seq}', group: 'N', first_seq: '408', opened_on: '2026-03-01' }],
  kinds: [{ code: 'tserili', name_ka: 'წერილი', flow: 'incoming', term: 'ge.application', class: '01', valid_from: '2026-01-01' }],
  routes: [{ kind: 'tserili', step: 'registry' }, { kind: 'tserili', step: 'head' }, { kind: 'tserili', step: 'unit', unit: 'finansebi', days: '5' }, { kind: 'tserili', step: 'file' }],
  services: [{ code: 'tsnoba', name_ka: 'ცნობა', unit: 'kantselaria', register: 'shemosuli', kind: 'tserili', result_ka: 'ცნობა', online: 'no', valid_from: '2026-01-01' }],
  papers: [{ service: 'tsnoba', code: 'application', name_ka: 'განცხადება' }],
}

/** The template filled in. `changes`: other cells, by `sheet:code:column`. */
export function fillTemplate(changes: Record<string, string> = {}): Uint8Array {
  return xlsxFile(
    sheetForms.map((form) => {
      const heads = headsOf(form)
      const filled = (rows[form.name] ?? []).map((row) => heads.map((head) => changes[`${form.name}:${row['code'] ?? row['name'] ?? ''}:${head}`] ?? row[head] ?? ''))
      return { name: form.name, rows: [heads, ...filled], widths: heads.map(() => 16) }
    }),
  )
}
