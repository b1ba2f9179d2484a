import type { DemoRecord } from './demo-text.ts'

/** Romanian: a decision of a town council with its annex, and a petition. */
export const recordsRo: readonly DemoRecord[] = [
  {
    language: 'ro',
    class: 'decisions',
    date: '2024-03-18',
    search: { query: 'stâlpii de lemn putreziți', page: 1 },
    pages: [
      {
        heading: ['CONSILIUL ORĂȘENESC LUNCA MARE', 'HOTĂRÂREA nr. 14/3', 'din 18 martie 2024'],
        paragraphs: [
          'Cu privire la iluminatul public din cartierul de sus.',
          'Având în vedere cererea locuitorilor din strada Viilor, raportul serviciului tehnic și avizul comisiei pentru buget, în temeiul regulamentului de funcționare, Consiliul orășenesc hotărăște:',
          '1. Se aprobă înlocuirea a patruzeci și două de corpuri de iluminat pe străzile Viilor, Morii și Școlii, potrivit listei din anexă.',
          '2. Până la începerea lucrărilor, stâlpii de lemn putreziți vor fi sprijiniți și însemnați cu vopsea albă, astfel încât trecătorii să fie feriți de pericol.',
          '3. Cheltuielile se acoperă din fondul de dezvoltare al orașului, în limita sumei de trei sute douăzeci de mii de lei.',
          '4. Primarul va prezenta Consiliului o dare de seamă despre îndeplinirea prezentei hotărâri până la 1 octombrie.',
        ],
        closing: ['Președintele ședinței        Ilinca Țurcanu', 'Secretarul Consiliului        Vasile Brânză'],
      },
      {
        heading: ['Anexă la hotărârea nr. 14/3', 'LISTA LUCRĂRILOR'],
        paragraphs: [
          'Strada Viilor, de la pod până la cimitirul vechi: optsprezece corpuri noi, cablu subteran pe o lungime de șase sute de metri, două tablouri de comandă. Lucrările încep după topirea zăpezii și durează cinci săptămâni.',
          'Strada Morii, pe ambele părți: paisprezece corpuri, fără cablu nou. Se păstrează consolele montate acum doi ani, dacă verificarea arată că sunt întregi.',
          'Strada Școlii, de la poartă până la terenul de sport: zece corpuri cu senzor, care scad lumina după ora douăzeci și trei.',
          'Materialele demontate se predau la depozitul primăriei pe bază de proces-verbal. Lămpile cu mercur se strâng separat și se trimit la o întreprindere autorizată. Executantul reface trotuarele și spațiile verzi în starea de dinainte.',
          'Garanția pentru lucrări este de treizeci și șase de luni.',
        ],
        closing: ['Întocmit: serviciul tehnic al primăriei'],
      },
    ],
  },
  {
    language: 'ro',
    class: 'petitions',
    date: '2023-06-07',
    pages: [
      {
        heading: ['Domnului Primar al orașului Lunca Mare', 'CERERE'],
        paragraphs: [
          'Subsemnata Safta Mândruță, domiciliată în strada Izvoarelor nr. 9, vă aduc la cunoștință că fântâna din fața casei noastre nu mai poate fi folosită de la începutul lunii mai.',
          'După ploile din primăvară apa s-a tulburat, iar capacul de scândură s-a rupt. Vecinii merg acum după apă până la izvorul de lângă biserică, ceea ce pentru oamenii în vârstă este foarte greu, mai ales pe arșiță.',
          'Vă rog să trimiteți o echipă care să curețe fântâna, să schimbe capacul și să ia o probă de apă pentru laborator. Locuitorii străzii sunt gata să ajute cu mâna de lucru și cu transportul nisipului.',
          'Aș dori să primesc răspunsul în scris, la adresa de mai sus. Anexez trei fotografii și lista cu semnăturile a douăzeci și șapte de vecini.',
        ],
        closing: ['7 iunie 2023', 'Cu stimă, Safta Mândruță'],
      },
    ],
  },
]
