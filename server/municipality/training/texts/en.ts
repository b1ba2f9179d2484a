import type { SampleTexts } from '../sample.ts'

export const textsEn: SampleTexts = {
  town: '1 Market Square',
  ministry: { name: 'Ministry of Regional Development', subject: 'Figures on the repair of roads in the second quarter' },
  waterworks: { name: 'Riverside Waterworks', subject: 'Plan of repairs to the water main in Mill Street' },
  roof: { name: 'Alice Harper', address: '12 Mill Street, flat 7', subject: 'The roof of 12 Mill Street leaks' },
  lighting: { name: 'George Baker', address: '3 Orchard Lane', subject: 'Street lamps in Orchard Lane do not burn' },
  playground: { name: 'Residents of 8 Park Road', address: '8 Park Road', subject: 'Repair of the playground in the yard of 8 Park Road' },
  certificate: { name: 'Ellen Ward', address: '25 Station Street', subject: 'Certificate of residence since 1998', reply: 'Certificate of residence', text: 'Dear Mrs Ward,\n\nthe certificate of residence that you asked for on {card-date} is enclosed.\n' },
  decision: { subject: 'On getting the town ready for winter', points: ['Check the boilers of schools and kindergartens', 'Lay in salt and sand for the roads', 'Set money aside for repairs that cannot wait'] },
  order: { subject: 'On the duty rota for the public holidays', point: 'Draw up the rota and tell the units of it' },
  resolutions: { examine: 'Please examine and report.', answer: 'Please draft the answer.', inspect: 'Please inspect on the spot and answer in time.' },
  extension: 'The inspection on the spot takes more time.',
}
