import { ref } from 'lit/directives/ref.js'

/** The fields of a form that may take the focus: plain ones, and those of ours and of Web Awesome. */
const fields = 'input:not([type=hidden]), select, textarea, wa-input, wa-select, wa-textarea, opis-correspondent-field'

/** Set once, so that a form takes the focus when it appears and never again. */
const take = (form: Element | undefined): void => {
  if (form === undefined) return
  requestAnimationFrame(() => form.querySelector<HTMLElement>(fields)?.focus())
}

/**
 * On a form that opens in the place of a button: its first field takes the focus, which went with the button.
 * Stands among the attributes: `<form ${takeFocus()}>`.
 */
export const takeFocus = () => ref(take)
