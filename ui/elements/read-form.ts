/** The form of a submit event, which is not sent by the browser, with its trimmed fields. */
export function readForm(event: SubmitEvent): { form: HTMLFormElement; text: (name: string) => string } | null {
  event.preventDefault()
  if (!(event.target instanceof HTMLFormElement)) return null
  const data = new FormData(event.target)
  return { form: event.target, text: (name) => String(data.get(name) ?? '').trim() }
}
