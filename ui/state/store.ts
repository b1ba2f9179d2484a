import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** A value that several screens share, with listeners. */
export type Store<Value> = {
  get: () => Value
  set: (value: Value) => void
  subscribe: (listener: () => void) => () => void
}

export function createStore<Value>(first: Value): Store<Value> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Draws its element again whenever the store changes, for as long as the element is in the page. */
export class StoreController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #store: Store<Value>
  #stop: (() => void) | null = null

  constructor(host: ReactiveControllerHost, store: Store<Value>) {
    this.#host = host
    this.#store = store
    host.addController(this)
  }

  get value(): Value {
    return this.#store.get()
  }

  hostConnected(): void {
    this.#stop = this.#store.subscribe(() => this.#host.requestUpdate())
  }

  hostDisconnected(): void {
    this.#stop?.()
  }
}
