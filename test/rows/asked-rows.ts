/** Functions that five municipalities asked for, by the identifiers of their announcements (README, "What was asked for"). */
export const askedRows: readonly string[] = [
  ...rows('S0', [1, 2, 3, 4, 6, 7, 9, 11, 12, 13, 14, 15]),
  ...Array.from({ length: 7 }, (_, at) => `S0-A${at + 1}`),
  ...rows('S1', [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]),
  ...rows('S2', Array.from({ length: 17 }, (_, at) => at + 1)),
  ...rows('S3', [1, 2, 3, 5, 6, 7, 8, 9]),
  ...rows('S4', [1, 2, 3, 4, 5, 6, 11, 12, 13]),
]

function rows(town: string, numbers: readonly number[]): string[] {
  return numbers.map((number) => `${town}-${String(number).padStart(2, '0')}`)
}
