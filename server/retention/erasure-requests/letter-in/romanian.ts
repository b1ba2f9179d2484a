import type { LetterPhrases } from './phrases.ts'

export const romanian: LetterPhrases = {
  heading: (number, receivedOn) => `Răspuns la cererea dumneavoastră nr. ${number}, primită la ${receivedOn}`,
  greeting: (name) => `Către ${name}`,
  intro: (basis) => `Ne-ați cerut ștergerea datelor cu caracter personal pe care le păstrăm (${basis}). Am examinat fiecare document vizat, cu următorul rezultat.`,
  refused: {
    floor: 'Legea ne obligă să păstrăm documentele următoare; ele nu pot fi șterse înainte de ziua indicată (RGPD, articolul 17 alineatul (3) litera (b), sau prevederea națională corespunzătoare):',
    waiting: 'Legea ne obligă să păstrăm documentele următoare; termenul lor se încheie abia după un eveniment care nu a fost încă înregistrat (RGPD, articolul 17 alineatul (3) litera (b), sau prevederea națională corespunzătoare):',
    unscheduled: 'Pentru documentele următoare nu a fost stabilit un termen de păstrare; până atunci nimic nu poate fi șters (RGPD, articolul 17 alineatul (3) litera (b), sau prevederea națională corespunzătoare):',
    permanent: 'Documentele următoare se păstrează permanent, pentru arhivare în interes public (RGPD, articolul 17 alineatul (3) litera (d), sau prevederea națională corespunzătoare):',
    transfer: 'Documentele următoare se predau arhivei de stat, pentru arhivare în interes public (RGPD, articolul 17 alineatul (3) litera (d), sau prevederea națională corespunzătoare):',
    hold: 'Documentele următoare sunt necesare pentru constatarea, exercitarea sau apărarea unui drept în instanță (RGPD, articolul 17 alineatul (3) litera (e), sau prevederea națională corespunzătoare):',
    decided: 'Pentru documentele următoare o prevedere cere păstrarea, iar alta ștergerea. După examinare ele rămân (RGPD, articolul 17 alineatul (3) litera (b), sau prevederea națională corespunzătoare):',
  },
  toAct: 'Nimic nu se opune ștergerii documentelor următoare. Ea se face printr-un act de nimicire; vă vom comunica numărul lui:',
  needsDecision: 'Documentele următoare sunt încă în examinare; veți primi un nou răspuns:',
  erased: 'Documentele următoare au fost nimicite:',
  nothing: 'Nu păstrăm documente la care se referă cererea dumneavoastră.',
  rule: (rule, cite) => `regula ${rule}${cite === null ? '' : ` (${cite})`}`,
  keptThrough: (day) => `se păstrează până la ${day} inclusiv`,
  waitingFor: (facts) => `nu se cunoaște încă: ${facts}`,
  act: (number) => `actul nr. ${number}`,
  complaint: 'Puteți depune o plângere la autoritatea de supraveghere pentru protecția datelor cu caracter personal sau vă puteți adresa instanței.',
}
