import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { languages } from '#kernel/language.ts'
import { readTree } from '../api/files.ts'
import type { ClassTree, PlanClass } from '../api/files.ts'
import { readUnits, type UnitList } from '../api/municipality.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { loadPlan } from '../state/classes.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { languageNames } from '../text/locale.ts'
import './class-dialog.ts'
import './fact-section.ts'
import './plan-nav.ts'
import { planStyles } from './plan-styles.ts'
import { titleIn } from './plan-words.ts'

/** Classes and fonds as they are edited, and what is known of the body itself. */
export class ClassesScreen extends OpisElement {
  static override properties = { editing: { state: true } }
  declare editing: PlanClass | ClassTree['fonds'][number] | 'new-class' | 'new-fonds' | 'body' | null

  readonly #tree = new Task(this, { task: (_args, { signal }) => readTree(signal), args: () => [] })
  readonly #units = new Task(this, { task: async (_args, { signal }) => (await readUnits(signal)).units, args: () => [] })

  static override styles = planStyles

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <h1>${msg('Classes and fonds')}</h1>
      <opis-plan-nav></opis-plan-nav>
      ${this.#tree.render({
        pending: () => (this.#tree.value === undefined ? waiting() : this.#draw(this.#tree.value)),
        complete: (tree) => this.#draw(tree),
        error: (error) => showError(error, () => void this.#tree.run()),
      })}
    </div>`
  }

  #draw(tree: ClassTree) {
    return html`<section class="card stack" aria-labelledby="fonds">
        <div class="row spread"><h2 id="fonds">${msg('All fonds')}</h2><wa-button size="s" appearance="outlined" @click=${() => (this.editing = 'new-fonds')}>${msg('Add a fonds')}</wa-button></div>
        <ul class="rows">${tree.fonds.map((fonds) => html`<li><div><strong>${fonds.number}</strong> ${titleIn(fonds.title, '')}</div>${this.#change(fonds, fonds.number)}</li>`)}</ul>
      </section>
      <section class="card stack" aria-labelledby="classes">
        <div class="row spread"><h2 id="classes">${msg('Classes')}</h2><wa-button size="s" appearance="outlined" @click=${() => (this.editing = 'new-class')}>${msg('Add a class')}</wa-button></div>
        <ul class="rows">${tree.classes.map((one) => html`<li><div><strong>${titleIn(one.title, one.code)}</strong> <code>${one.code}</code><p class="small quiet">${aboutClass(one, this.#units.value ?? [])}</p></div>${this.#change(one, one.code)}</li>`)}</ul>
      </section>
      <section class="card stack" aria-labelledby="body">
        <div class="row spread"><h2 id="body">${msg('The body')}</h2><wa-button size="s" appearance="outlined" @click=${() => (this.editing = 'body')}>${msg('Change')}<span class="unseen">${msg('Name of the body')}</span></wa-button></div>
        ${drawNames(tree)}
      </section>
      <opis-facts kind="body" .subject=${tree.body.code} .heading=${msg('What is known of the body itself')}></opis-facts>
      <opis-class-dialog .tree=${tree} .edited=${this.editing} @close=${() => (this.editing = null)} @changed=${this.#saved}></opis-class-dialog>`
  }

  #change(one: PlanClass | ClassTree['fonds'][number], name: string) {
    return html`<wa-button size="s" appearance="plain" @click=${() => (this.editing = one)}>${msg('Change')}<span class="unseen">${name}</span></wa-button>`
  }

  #saved(): void {
    this.editing = null
    void this.#tree.run()
    void loadPlan()
  }
}

/** The name as acts and inventories print it, in every language in which it was given. */
function drawNames({ body: { name } }: ClassTree) {
  const given = languages.flatMap((code) => (name[code] === undefined ? [] : [{ code, text: name[code] }]))
  if (given.length === 0) return html`<p class="quiet">${msg('The body has no name yet. Acts and inventories print it.')}</p>`
  return html`<ul class="rows">${given.map(({ code, text }) => html`<li><span lang=${code}>${text}</span><span class="badge tone-plain">${languageNames[code]}</span></li>`)}</ul>`
}

function aboutClass({ fonds, parent, unit, personal, openedOn, closedOn }: PlanClass, units: UnitList['units']): string {
  const parts = [`${msg('Fonds')} ${fonds}`, parent === null ? '' : `${msg('Within')} ${parent}`, unit === null ? '' : `${msg('Unit')} ${localName(units.find(({ code }) => code === unit)?.name, unit)}`, personal ? msg('titles may name people') : '', openedOn === null ? '' : `${msg('Opened on')} ${formatDate(openedOn)}`, closedOn === null ? '' : `${msg('Closed on')} ${formatDate(closedOn)}`]
  return parts.filter((part) => part !== '').join(' · ')
}

define('opis-classes', ClassesScreen)
