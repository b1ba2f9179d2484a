import type { SampleTexts } from '../sample.ts'

export const textsRo: SampleTexts = {
  town: 'Piața Centrală 1',
  ministry: { name: 'Ministerul Dezvoltării Regionale', subject: 'Date privind reparația drumurilor în trimestrul al doilea' },
  waterworks: { name: 'Întreprinderea „Apă-Canal Râul”', subject: 'Planul reparației conductei de apă din strada Morii' },
  roof: { name: 'Ana Țurcanu', address: 'strada Morii 12, ap. 7', subject: 'Acoperișul casei din strada Morii 12 este spart' },
  lighting: { name: 'Gheorghe Brutaru', address: 'strada Livezilor 3', subject: 'Iluminatul stradal din strada Livezilor nu funcționează' },
  playground: { name: 'Locatarii casei din strada Parcului 8', address: 'strada Parcului 8', subject: 'Repararea terenului de joacă din curtea casei Parcului 8' },
  certificate: { name: 'Elena Văduva', address: 'strada Gării 25', subject: 'Certificat privind domiciliul începând cu anul 1998', reply: 'Certificat privind domiciliul', text: 'Stimată doamnă Văduva,\n\nanexăm certificatul solicitat la {card-date}.\n' },
  decision: { subject: 'Cu privire la pregătirea localității pentru iarnă', points: ['Verificarea cazangeriilor din școli și grădinițe', 'Asigurarea rezervei de sare și nisip pentru drumuri', 'Rezervarea mijloacelor pentru reparații urgente'] },
  order: { subject: 'Cu privire la graficul de serviciu în zilele de sărbătoare', point: 'Întocmirea graficului și aducerea lui la cunoștința subdiviziunilor' },
  resolutions: { examine: 'Pentru examinare și raport.', answer: 'Pentru pregătirea răspunsului.', inspect: 'Pentru verificare la fața locului și răspuns în termen.' },
  extension: 'Verificarea la fața locului necesită mai mult timp.',
}
