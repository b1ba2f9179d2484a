import { expect, test } from 'vitest'
import { subscriptions } from '#server/line.ts'
import { lineStepTitle } from '../../ui/line/step-words.ts'

test('every step of the line has words for the people who must mend it', () => {
  const steps = [...new Set<string>(Object.values(subscriptions).flat())]
  expect(steps.filter((step) => lineStepTitle(step) === step)).toEqual([])
})
