/** How the text of a cell is understood. `names`: five columns, one for each language. */
export type ColumnKind = 'text' | 'date' | 'number' | 'yes-no' | 'list' | 'names'
export type ColumnForm = { name: string; kind: ColumnKind; needed?: boolean; hint: string }
export type SheetForm = { name: string; columns: readonly ColumnForm[]; hint: string }

const code = (hint: string): ColumnForm => ({ name: 'code', kind: 'text', needed: true, hint })
const names = (hint: string): ColumnForm => ({ name: 'name', kind: 'names', hint })
const column = (name: string, kind: ColumnKind, hint: string, needed = false): ColumnForm => ({ name, kind, hint, needed })

/** The sheets of the template, in the order in which one fills them in. Every sheet may be left out. */
export const sheetForms = [
  { name: 'house', hint: 'The municipality itself: one row.', columns: [names('Name'), column('jurisdiction', 'text', 'md, ua, ru or ge: whose deadlines are counted'), column('language', 'text', 'ro, uk, ru, ka or en: language of the screens and prints')] },
  {
    name: 'units', hint: 'Bodies, units and intake points.',
    columns: [code('Short and for ever, for example finance'), column('kind', 'text', 'body, unit or intake-point', true), column('parent', 'text', 'Code of the unit above'), names('Name, at least in one language'), column('head', 'text', 'User name from the sheet people'), column('opened_on', 'date', 'Since when it exists', true), column('electronic_since', 'date', 'Since when it works on the screen; empty: its papers go with a transmittal list')],
  },
  { name: 'positions', hint: 'Posts of the staff list.', columns: [code('For example head-of-registry'), names('Name of the post'), column('unit', 'text', 'Code of the unit')] },
  {
    name: 'people', hint: 'Who signs in. New people get a one-time password, shown once after the import.',
    columns: [column('name', 'text', 'User name: small Latin letters, digits, dot, hyphen', true), column('display_name', 'text', 'Name as people write it', true), column('position', 'text', 'Code from the sheet positions'), column('email', 'text', 'Mailbox'), column('language', 'text', 'ro, uk, ru, ka or en'), column('roles', 'list', 'administrator, archivist, operator, records-manager, head, commission-member, clerk, counter, controller, reader; several with commas', true), column('units', 'list', 'Codes of units, with commas')],
  },
  {
    name: 'classes', hint: 'The file plan.',
    columns: [code('Index in Latin letters and digits, for example 02-01'), { ...names('Title'), name: 'title' }, column('parent', 'text', 'Class above'), column('unit', 'text', 'Whose people see its records'), column('whole_house', 'yes-no', 'yes: everybody sees its records'), column('personal', 'yes-no', 'no: its titles never name people')],
  },
  {
    name: 'registers', hint: 'Books that give out numbers.',
    columns: [
      ...[code('For example incoming'), { ...names('Title'), name: 'title' }, column('unit', 'text', 'Whose register it is', true), column('flow', 'text', 'incoming, outgoing, internal, appeals, contracts, decisions or orders', true), column('template', 'text', 'For example 01-{seq}/{yyyy}; tokens: group kind unit file corr seq seq:4 yyyy yy y convocation suffix repeat:-', true)],
      ...[column('reset', 'text', 'MM-DD on which numbering begins anew each year, or convocation, or never; empty: 01-01'), column('first_seq', 'number', 'First number that is given out here; those before it are in the paper book'), column('opened_on', 'date', 'Since when', true)],
      ...[column('group', 'text', 'What {group} stands for'), column('kind', 'text', 'What {kind} stands for'), column('unit_index', 'text', 'What {unit} stands for'), column('suffix', 'text', 'What {suffix} stands for'), column('convocation', 'number', 'Number of the convocation')],
    ],
  },
  { name: 'kinds', hint: 'Kinds of document.', columns: [code('For example petition'), names('Name'), column('flow', 'text', 'As of a register', true), column('term', 'text', 'Rule of a deadline, for example md.petition'), column('class', 'text', 'Class into which it is filed'), column('valid_from', 'date', 'Since when', true)] },
  { name: 'routes', hint: 'Steps of the kinds of document, one a row, in order.', columns: [column('kind', 'text', 'Code of the kind', true), column('step', 'text', 'registry, head, unit, executor, reply, visa, approval, sending or file', true), column('unit', 'text', 'Unit, where the route fixes it'), column('people', 'list', 'User names, with commas'), column('mode', 'text', 'parallel or serial, for visas'), column('days', 'number', 'Working days meant for the step')] },
  { name: 'services', hint: 'Services of the one window.', columns: [code('For example extract'), names('Name'), column('unit', 'text', 'Who gives it', true), column('register', 'text', 'Where cases are registered', true), column('kind', 'text', 'As what', true), column('term', 'text', 'Rule of the deadline'), { ...names('What the citizen gets'), name: 'result' }, { ...names('In a few words'), name: 'description' }, column('online', 'yes-no', 'yes: on the public page too'), column('valid_from', 'date', 'Since when', true)] },
  { name: 'papers', hint: 'Papers that a service asks for, one a row.', columns: [column('service', 'text', 'Code of the service', true), code('For example application'), names('Name'), column('required', 'yes-no', 'no: may be missing')] },
] as const satisfies readonly SheetForm[]
export type SheetName = (typeof sheetForms)[number]['name']

export const nameLanguages = ['ro', 'uk', 'ru', 'ka', 'en'] as const

/** Heads of the columns as they stand in the first row. */
export function headsOf(form: SheetForm): string[] {
  return form.columns.flatMap(({ name, kind }) => (kind === 'names' ? nameLanguages.map((language) => `${name}_${language}`) : [name]))
}
