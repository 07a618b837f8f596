'use client'

import { useAddress } from './use-address.ts'

/** One thing that rows can be chosen by. */
export type AddressChoice = {
  /** of the parameter in the address */
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A search and choices over rows that are all here, kept in the address. */
export function useAddressFilters(choices: readonly AddressChoice[]) {
  const address = useAddress()
  const search = address.get('search') ?? ''
  return {
    address,
    choices,
    search,
    chosen: (name: string) => address.get(name),
    filtered: search !== '' || choices.some(({ name }) => address.get(name) !== undefined),
    clear: () => {
      for (const name of ['search', ...choices.map((choice) => choice.name)]) address.set(name, undefined)
    },
  }
}

export type AddressFilters = ReturnType<typeof useAddressFilters>
