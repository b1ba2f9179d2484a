import type { DemoRecord } from './demo-text.ts'

/** English: the minutes of a town council, and a letter to a partner town. */
export const recordsEn: readonly DemoRecord[] = [
  {
    language: 'en',
    class: 'decisions',
    date: '2024-01-30',
    search: { query: 'the clock tower bell', page: 2 },
    pages: [
      {
        heading: ['FERNHILL TOWN COUNCIL', 'MINUTES', 'of the meeting held on 30 January 2024'],
        paragraphs: [
          'Present: the Mayor, Councillors Ashdown, Birtwhistle, Okoro and Penhallow. Apologies were received from Councillor Quill. Eleven residents sat in the public gallery.',
          '1. The minutes of the December meeting were read and signed as a true record.',
          '2. Market charges. The treasurer explained that the charge for a stall had not changed for six years while the cost of cleaning had doubled. It was agreed to raise the charge by two pounds from April, and to let growers from the parish keep the old price until autumn.',
          '3. Allotments. Four plots beside the railway are free. The clerk will write to the first twelve people on the waiting list and report the answers next month.',
          '4. Flood gate. The engineer found rust on both hinges; repair is urgent and should not exceed nine hundred pounds.',
        ],
        closing: ['Page 1 of 2'],
      },
      {
        heading: ['Fernhill Town Council, 30 January 2024, continued'],
        paragraphs: [
          '5. Library hours. A petition with two hundred signatures asks for opening on Saturday afternoon. The librarian would need one more assistant. Councillor Okoro proposed a trial of three months, seconded by Councillor Ashdown and carried without a vote against.',
          '6. Repairs. The founder at Ludbrook has offered to recast the clock tower bell before the summer fair. Members wished to see a second quotation, and asked that the crack be photographed and measured first.',
          '7. Footpaths. Brambles have closed the way behind the chapel. Volunteers will meet on the second Sunday of February with their own gloves and tools.',
          '8. Any other business. None was raised. The Mayor thanked the gallery and closed the meeting at twenty minutes past nine.',
        ],
        closing: ['Signed        Harriet Penhallow, Mayor', 'Recorded by        Giles Tweed, Clerk'],
      },
    ],
  },
  {
    language: 'en',
    class: 'correspondence',
    date: '2023-04-17',
    pages: [
      {
        heading: ['Fernhill Town Hall', '17 April 2023', 'To the Mayor of Lunca Mare'],
        paragraphs: [
          'Dear Madam Mayor,',
          'Thank you for the warm welcome that your school choir and your families gave to our pupils last month. They still talk about the walk along the river, the bread oven and the evening of songs.',
          'As we discussed, we should like to invite sixteen pupils and two teachers to Fernhill in the first week of October. Host families have been found for everyone. The council will pay for the coach from the airport and for all meals on school days.',
          'Our museum is preparing a small exhibition about the seven years of friendship between the two towns. If you could lend us copies of early photographs or letters, they would be insured and returned before Christmas.',
          'Please let us know by the end of June whether the dates suit you.',
        ],
        closing: ['Yours sincerely, Harriet Penhallow'],
      },
    ],
  },
]
