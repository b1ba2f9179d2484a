import { createStore } from './store.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const storageKey = 'opis.theme'

/** The theme that was chosen; `system` follows the machine. */
export const theme = createStore<Theme>('system')

const darkMachine = matchMedia('(prefers-color-scheme: dark)')

export function startTheme(): void {
  const kept = localStorage.getItem(storageKey)
  theme.set(themes.find((known) => known === kept) ?? 'system')
  darkMachine.addEventListener('change', paint)
  paint()
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem(storageKey, next)
  theme.set(next)
  paint()
}

function paint(): void {
  const chosen = theme.get()
  const dark = chosen === 'dark' || (chosen === 'system' && darkMachine.matches)
  document.documentElement.classList.toggle('wa-dark', dark)
  document.documentElement.classList.toggle('wa-light', !dark)
}
