import type { Browser, Page } from 'playwright-core'
import type { TestUser } from './caller.ts'
import type { RunningServer } from './run-server.ts'

const password = 'a password of some length'

/** A browser page in which the first administrator of this server is signed in, and what went wrong in it. */
export async function signedInPage(server: RunningServer, browser: Browser, language = 'en'): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 850 }, locale: language })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  const { name = '', oneTimePassword = '' } = server.firstAdmin ?? {}
  const first = await page.request.post(`${server.url}/api/session`, { data: { name, password: oneTimePassword } })
  if (first.ok()) await page.request.post(`${server.url}/api/session/password`, { data: { current: oneTimePassword, next: password } })
  else await page.request.post(`${server.url}/api/session`, { data: { name, password } })
  return { page, complaints }
}

/** A browser page of its own in which this user is signed in, at a path of the server. */
export async function pageOf(server: RunningServer, browser: Browser, user: TestUser, path: string, language = 'en'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language })
  const [name = '', value = ''] = user.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  const page = await context.newPage()
  await page.goto(`${server.url}${path}`)
  return page
}
