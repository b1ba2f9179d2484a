import type { VersionStep } from '../versions.ts'
import type { TracePhrases } from './trace-phrases.ts'

const reasons: Readonly<Record<VersionStep['reason'], string>> = { first: 'prima', 'all-undisposed': 'pentru tot ce nu a fost încă scos', 'closed-on-or-after': 'pentru ce a fost închis în ziua intrării în vigoare sau mai târziu', 'never-shorten': 'nu scurtează niciodată', expired: 'nu mai este în vigoare' }

export const romanianTrace: TracePhrases = {
  states: { retained: 'se păstrează până la o dată', eligible: 'poate fi înscris într-un act', waiting: 'așteaptă un fapt', permanent: 'se păstrează permanent', unscheduled: 'fără regulă', conflict: 'decide un om', held: 'suspendat' },
  decides: (rule, since) => `Decide: ${rule}${since === null ? '' : `, în vigoare din ${since}`}`,
  event: (name, date) => `Evenimentul ${name} din ${date}`,
  recorded: (by, evidence) => `înscris de ${by}${evidence === null ? '' : `, temei: ${evidence}`}`,
  retracted: (name, date, reason) => `Retras: evenimentul ${name} din ${date}${reason === null ? '' : ` (${reason})`}`,
  gives: (date, through) => `Prima zi în care poate fi înscris într-un act: ${date}; protejat până la ${through} inclusiv`,
  considered: (rule, result) => `Luată și ea în seamă: ${rule}: ${result}`,
  until: (date) => `până la ${date}`,
  waitsFor: (facts) => `așteaptă ${facts}`,
  permanent: 'permanent',
  dropped: (rules) => `Înlocuite de altă regulă: ${rules}`,
  eraseBy: (date) => `De șters până la ${date}`,
  marks: (marks) => `Expertiza valorii: ${marks}`,
  hold: (id) => `Suspendarea ${id} este activă`,
  holdEnded: (id, date) => `Suspendarea ${id} a fost ridicată la ${date}`,
  holdAhead: (id, date) => `Suspendarea ${id} începe la ${date}`,
  extension: (id, until) => `Decizia ${id}: ${until === null ? 'se păstrează permanent' : `se păstrează până la ${until}`}`,
  version: (name, reason, taken) => `Versiunea ${name}: ${reasons[reason]}${taken ? '' : ', aici nu răspunde'}`,
  ifRetracted: (event) => `S-ar schimba dacă evenimentul ${event} ar fi retras`,
  ifHold: 'O suspendare ar opri nimicirea fără a muta data',
  ifKnown: (fact) => `S-ar schimba dacă s-ar afla: ${fact}`,
  ifVersion: (version, from, answer) => `Versiunea ${version}, anunțată pentru ${from}, ar da: ${answer}`,
}
