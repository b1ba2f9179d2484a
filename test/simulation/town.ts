import type { Model, Person, Register } from './model.ts'

/** Registers beside those of the small town hall: one whose books begin in August, and one of a unit that will be reorganised. */
export const withMoreRegisters = [
  { code: 'contracts', unit: 'cityhall', flow: 'contracts', template: 'C-{seq}/{yyyy}', reset: { kind: 'yearly', on: '08-15' } },
  { code: 'housing-notes', unit: 'housing', flow: 'internal', template: 'H-{seq:3}/{yy}', reset: { kind: 'yearly', on: '01-01' } },
] as const

const yy = (year: number) => String(year % 100).padStart(2, '0')
const registers: readonly Omit<Register, 'books'>[] = [
  { code: 'incoming', unit: 'cityhall', begins: '01-01', repeats: false, print: (seq, year) => `01-${seq}/${year}` },
  { code: 'appeals', unit: 'cityhall', begins: '01-01', repeats: true, print: (seq, year, repeat) => `П-${seq}/${yy(year)}${repeat === 0 ? '' : `-${repeat}`}` },
  { code: 'outgoing', unit: 'cityhall', begins: '01-01', repeats: false, print: (seq, year) => `02-${seq}/${year}` },
  { code: 'decisions', unit: 'cityhall', begins: null, repeats: false, print: (seq) => `${seq}-РР-VIII` },
  { code: 'orders', unit: 'cityhall', begins: '01-01', repeats: false, print: (seq) => `${seq}р` },
  { code: 'pretura-incoming', unit: 'buiucani', begins: '01-01', repeats: false, print: (seq, year) => `B-${String(seq).padStart(4, '0')}/${yy(year)}` },
  { code: 'contracts', unit: 'cityhall', begins: '08-15', repeats: false, print: (seq, year) => `C-${seq}/${year}` },
  { code: 'housing-notes', unit: 'housing', begins: '01-01', repeats: false, print: (seq, year) => `H-${String(seq).padStart(3, '0')}/${yy(year)}` },
]

const people: readonly Person[] = [
  { name: 'root', roles: ['administrator'], units: [] },
  { name: 'mayor', roles: ['head'], units: ['cityhall'] },
  { name: 'ana', roles: ['clerk'], units: ['cityhall'] },
  { name: 'vera', roles: ['counter'], units: ['centre'] },
  { name: 'olga', roles: ['controller'], units: ['cityhall'] },
  { name: 'keeper', roles: ['records-manager'], units: ['cityhall'] },
  { name: 'hanna', roles: ['reader'], units: ['housing'] },
  { name: 'ion', roles: ['reader'], units: ['housing'] },
  { name: 'petro', roles: ['clerk'], units: ['housing'] },
  { name: 'fedir', roles: ['reader'], units: ['finance'] },
  { name: 'maria', roles: ['reader'], units: ['finance'] },
  { name: 'bogdan', roles: ['clerk'], units: ['buiucani'] },
]

/** The town on the morning of its first day. */
export function newTown(today: string): Model {
  const unit = (code: string, parent: string | null, head: string | null = null) => [code, { code, parent, head, closedOn: null }] as const
  return {
    today,
    units: new Map([unit('cityhall', null, 'mayor'), unit('housing', 'cityhall', 'hanna'), unit('finance', 'cityhall', 'fedir'), unit('centre', 'cityhall'), unit('buiucani', null)]),
    people: new Map(people.map((one) => [one.name, { ...one, units: [...one.units] }])),
    absences: [],
    registers: new Map(registers.map((one) => [one.code, { ...one, books: new Map(one.code === 'orders' ? [[today.slice(0, 4), { first: 101, next: 101, closed: false, entries: new Map() }]] : []) }])),
    blocks: [],
    kindVersions: new Map(['letter', 'petition', 'reply', 'decision', 'order', 'request', 'contract', 'note'].map((code) => [code, 1])),
    routeUnit: 'housing',
    successions: [],
    calendar: { off: new Set(), working: new Set(), enteredUntil: `${Number(today.slice(0, 4)) + 1}-12-31` },
    ...{ cards: new Map(), tasks: new Map(), drafts: new Map(), runs: [], told: new Set() },
  }
}
