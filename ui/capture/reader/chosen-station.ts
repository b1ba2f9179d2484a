const storageKey = 'opis.station'

/** The station that somebody at this screen chose last; null when none was, or the browser keeps nothing. */
export function chosenStation(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

export function chooseStation(id: string): void {
  try {
    localStorage.setItem(storageKey, id)
  } catch {
    // A browser that keeps nothing asks again.
  }
}
