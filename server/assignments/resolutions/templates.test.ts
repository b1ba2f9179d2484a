import { afterAll, beforeAll, expect, test } from 'vitest'
import { executorList, templateList } from '#contract/assignments.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'
import { assignmentRoutes } from '../routes.ts'

let house: RegistryApp
beforeAll(async () => {
  house = await openRegistryApp(assignmentRoutes)
  await house.addPerson('mayor', ['head'], ['cityhall'])
  await house.addPerson('hanna', ['reader'], ['housing'])
  await house.addPerson('ion', ['reader'], ['housing'])
})
afterAll(() => house.close())

const save = (by: string, form: object) => house.as(by, templateList, 'POST', '/api/resolution-templates', form)

test('words of resolutions are kept by author, unit and house, and offered to those alone', async () => {
  await save('mayor', { text: 'To examine and reply within the term', own: false })
  await save('mayor', { text: 'Please discuss with me', position: 1 })
  const own = await save('hanna', { text: 'To visit the place', unit: 'housing', own: false })
  expect(own.templates.map(({ text, of }) => [text, of])).toEqual([['To examine and reply within the term', 'house'], ['To visit the place', 'unit']])
  expect((await house.as('ion', templateList, 'GET', '/api/resolution-templates')).templates).toHaveLength(2)
  expect(await house.refused('hanna', 'POST', '/api/resolution-templates', { text: 'x', own: false })).toMatchObject({ status: 403 })
  const house1 = own.templates[0]?.id ?? ''
  expect(await house.refused('hanna', 'DELETE', `/api/resolution-templates/${house1}`)).toMatchObject({ status: 404, reason: 'no-such-template' })
  expect((await house.as('mayor', templateList, 'DELETE', `/api/resolution-templates/${house1}`)).templates).toMatchObject([{ of: 'author' }])
})

test('executors are found by any part of a name; a per cent sign is no wildcard', async () => {
  const found = await house.as('ion', executorList, 'GET', '/api/tasks/executors?q=житл')
  expect(found).toMatchObject({ units: [{ code: 'housing' }], people: [] })
  expect((await house.as('ion', executorList, 'GET', '/api/tasks/executors?q=hann')).people).toMatchObject([{ name: 'hanna', displayName: 'Hanna', units: ['housing'] }])
  expect(await house.as('ion', executorList, 'GET', '/api/tasks/executors?q=%25')).toEqual({ units: [], people: [] })
})
