import type { PublicDocument } from '#contract/public-status.ts'
import type { fillSentence } from '../fill-sentence.ts'
import type { Texts } from '../texts/text-form.ts'

/** What the element says, of the texts of the pages. */
export type ElementTexts = Omit<Texts, 'figures' | 'figuresIntro' | 'month' | 'unit' | 'registered' | 'inTime' | 'late' | 'overdue' | 'pending' | 'otherUnits' | 'total' | 'noFigures' | 'download' | 'getReply' | 'toLookUp' | 'problems' | 'again' | 'language'>

/** What the functions below are given when they run in the page of somebody else: they may name nothing but each other. */
export type Kit = { texts: Readonly<Record<string, ElementTexts>>; fill: typeof fillSentence; style: string; home: string }

/**
 * Defines `<opis-status>`: the look-up as an element for the web site of the house. Attributes: `server`, where the
 * script was loaded as a module; `lang`, else the language of the page. Colours: the property `--opis-accent`.
 */
export function defineStatusElement(kit: Kit): void {
  class OpisStatus extends HTMLElement {
    connectedCallback(): void {
      if (this.shadowRoot) return
      const said = this.closest('[lang]')?.getAttribute('lang') ?? navigator.language
      const language = said.toLowerCase().split('-')[0] ?? 'en'
      const text = kit.texts[language] ?? kit.texts['en']
      if (!text) return
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(kit.style)
      const shadow = this.attachShadow({ mode: 'open' })
      shadow.adoptedStyleSheets = [sheet]
      const answer = makeNode('div', { 'aria-live': 'polite' }, [])
      const ask = (number: string, check: string) => askServer(kit, { server: this.getAttribute('server') ?? kit.home, language, text }, { number, check })
      shadow.append(lookUpForm(text, async (number, check) => answer.replaceChildren(await ask(number, check))), answer, makeNode('p', { class: 'quiet' }, [text.privacy]))
    }
  }
  if (!customElements.get('opis-status')) customElements.define('opis-status', OpisStatus)
}

/** An element with attributes and what is in it; text is always text. */
export function makeNode(name: string, attributes: Readonly<Record<string, string>>, inside: readonly (string | Node)[]): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...inside)
  return made
}

/** The two fields; while an answer is awaited the button waits. */
export function lookUpForm(text: ElementTexts, ask: (number: string, check: string) => Promise<void>): HTMLElement {
  const field = (name: string, label: string, hint: string, longest: string) => {
    const input = makeNode('input', { id: name, name, required: '', maxlength: longest, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${name}-hint` }, []) as HTMLInputElement
    return { input, nodes: [makeNode('label', { for: name }, [label]), makeNode('p', { id: `${name}-hint`, class: 'quiet' }, [hint]), input] }
  }
  const number = field('number', text.number, text.numberHint, '100')
  const check = field('check', text.check, text.checkHint, '64')
  const button = makeNode('button', {}, [text.show]) as HTMLButtonElement
  const form = makeNode('form', {}, [makeNode('h2', {}, [text.title]), ...number.nodes, ...check.nodes, button])
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    button.disabled = true
    void ask(number.input.value, check.input.value).finally(() => (button.disabled = false))
  })
  return form
}

/** Asks and says the answer: documents, not found, too many tries, or a fault. */
export async function askServer(kit: Kit, here: { server: string; language: string; text: ElementTexts }, typed: { number: string; check: string }): Promise<HTMLElement> {
  const { text } = here
  const note = (title: string, sentence: string) => makeNode('div', { class: 'note' }, [makeNode('h3', {}, [title]), makeNode('p', {}, [sentence])])
  try {
    const answer = await fetch(`${here.server.replace(/\/+$/, '')}/status/api/lookup`, { method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...typed, from: 'component' }) })
    if (answer.status === 404) return note(text.notFoundTitle, text.notFound)
    if (answer.status === 429) return note(text.waitTitle, kit.fill(text.wait, { minutes: String(Math.ceil(Number(answer.headers.get('retry-after') ?? 60) / 60)) }))
    if (!answer.ok) return note(text.faultTitle, text.fault)
    const { documents } = (await answer.json()) as { documents: PublicDocument[] }
    return makeNode('div', {}, documents.map((one) => documentNode(kit, here, one)))
  } catch {
    return note(text.faultTitle, text.fault)
  }
}

/** One document as a card with its stages. */
export function documentNode(kit: Kit, { language, text }: { language: string; text: ElementTexts }, one: PublicDocument): HTMLElement {
  const known = Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
  const day = (on: string) => (known ? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(on)) : on.split('-').reverse().join('.'))
  const name = (names: Readonly<Record<string, string>> | null) => (names === null ? null : (names[language] ?? Object.values(names)[0] ?? null))
  const time = (on: string) => makeNode('time', { datetime: on }, [day(on)])
  const stage = (at: PublicDocument['stages'][number]) => kit.fill(text.stages[at.stage], { unit: name(at.unit), until: at.untilOn === null ? null : day(at.untilOn), reason: at.reason, number: at.number })
  const last = one.stages[one.stages.length - 1]
  const row = (title: string, value: string | Node | null) => (value === null ? [] : [makeNode('dt', {}, [title]), makeNode('dd', {}, [value])])
  return makeNode('article', {}, [
    ...(one.test ? [makeNode('p', { class: 'test' }, [text.test])] : []),
    makeNode('h3', {}, [kit.fill(text.document, { number: one.number })]),
    makeNode('dl', {}, [
      ...row(text.now, last === undefined ? null : makeNode('strong', {}, [stage(last)])),
      ...row(text.dueOn, one.dueOn === null ? null : time(one.dueOn)),
      ...row(text.registeredOn, time(one.registeredOn)),
      ...row(text.kind, name(one.kind)),
      ...row(text.receivedBy, name(one.unit)),
    ]),
    makeNode('h4', {}, [text.timeline]),
    makeNode('ol', {}, one.stages.map((at) => makeNode('li', {}, [time(at.onDay), stage(at)]))),
  ])
}
