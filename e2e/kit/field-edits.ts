import { expect, type Page } from '@playwright/test'
import type { EndpointField, EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import { editButton, eventBox, field } from './pages.ts'

/** One edit of one field, as a person makes it. */
export interface FieldEdit {
  readonly field: EndpointField
  /** the key of a map */
  readonly key?: string
  readonly deed: (page: Page) => Promise<void>
  /** all that may be sent */
  readonly patch: EndpointPatch
  /** the toast's words */
  readonly done: string
  /** what the page shows of it afterwards, also after a reload */
  readonly shown: (page: Page) => Promise<void>
}

type TextField = 'name' | 'url' | 'description'
const labels: Readonly<Record<TextField, string>> = {
  name: 'Name',
  url: 'Destination URL',
  description: 'Description',
}

/** Types a text, and saves it by Enter. The focus goes into the editor, and back to Edit. */
export function typeText(name: TextField, text: string): FieldEdit {
  const label = labels[name]
  return {
    field: name,
    async deed(page) {
      await editButton(page, label).click()
      const box = field(page, label).getByRole('textbox', { name: label, exact: true })
      await expect(box).toBeFocused()
      await box.fill(text)
      await box.press('Enter')
      await expect(editButton(page, label)).toBeFocused()
    },
    patch: { [name]: text },
    done: `${label} saved`,
    shown: (page) => expect(field(page, label)).toContainText(text),
  }
}

/** Chooses another event beside those that are chosen. */
export function chooseEvent(type: string, before: readonly string[]): FieldEdit {
  return {
    field: 'events',
    async deed(page) {
      await eventBox(page, type).check()
      await field(page, 'Events').getByRole('button', { name: 'Save events' }).click()
    },
    patch: { events: [...before, type] },
    done: 'Events saved',
    shown: (page) => expect(eventBox(page, type)).toBeChecked(),
  }
}

/** Turns a switch off that acts at once. */
export function turnOff(name: 'active' | 'tlsVerification'): FieldEdit {
  const label = name === 'active' ? 'Active' : 'TLS verification'
  const control = (page: Page) => field(page, label).getByRole('switch', { name: label, exact: true })
  return {
    field: name,
    deed: (page) => control(page).click(),
    patch: { [name]: false },
    done: name === 'active' ? 'Endpoint is paused' : 'TLS verification is off',
    shown: (page) => expect(control(page)).not.toBeChecked(),
  }
}

export function chooseVersion(version: string): FieldEdit {
  const label = 'Payload version'
  return {
    field: 'payloadVersion',
    async deed(page) {
      await editButton(page, label).click()
      await field(page, label).getByRole('radio', { name: version }).check()
      await page.keyboard.press('Enter')
      await expect(editButton(page, label)).toBeFocused()
    },
    patch: { payloadVersion: version },
    done: `Payload version is ${version}`,
    shown: (page) => expect(field(page, label)).toContainText(version),
  }
}

type MapField = 'headers' | 'metadata'
const mapLabels: Readonly<Record<MapField, string>> = { headers: 'Custom headers', metadata: 'Metadata' }

/** One key of a map, in the group of its own that has its name. */
export function mapEntry(page: Page, name: MapField, key: string) {
  return field(page, mapLabels[name]).getByRole('group', { name: key, exact: true })
}

export function addKey(name: MapField, key: string, value: string): FieldEdit {
  const noun = name === 'headers' ? 'header' : 'key'
  return {
    field: name,
    key,
    async deed(page) {
      const map = field(page, mapLabels[name])
      await map.getByRole('button', { name: `Add ${noun}` }).click()
      const form = map.getByRole('form', { name: `Add ${noun}` })
      await form.getByRole('textbox', { name: name === 'headers' ? 'Header name' : 'Key' }).fill(key)
      await form.getByRole('textbox', { name: 'Value' }).fill(value)
      await page.keyboard.press('Enter')
      await expect(map.getByRole('button', { name: `Add ${noun}` })).toBeFocused()
    },
    patch: { [name]: { [key]: value } },
    done: `${key} added`,
    shown: (page) => expect(mapEntry(page, name, key)).toContainText(value),
  }
}

export function editKey(name: MapField, key: string, value: string): FieldEdit {
  return {
    field: name,
    key,
    async deed(page) {
      const box = await beginTypingValue(page, name, key)
      await box.fill(value)
      await box.press('Enter')
      await expect(editButton(page, key)).toBeFocused()
    },
    patch: { [name]: { [key]: value } },
    done: `${key} saved`,
    shown: (page) => expect(mapEntry(page, name, key)).toContainText(value),
  }
}

/** A credential's value is replaced without being shown: the editor begins empty, and the page keeps the mask. */
export function replaceCredential(key: string, value: string): FieldEdit {
  const entry = (page: Page) => mapEntry(page, 'headers', key)
  return {
    field: 'headers',
    key,
    async deed(page) {
      await entry(page)
        .getByRole('button', { name: `Edit ${key}` })
        .click()
      const box = entry(page).getByRole('textbox', { name: `New value of ${key}` })
      await expect(box).toHaveValue('')
      await box.fill(value)
      await box.press('Enter')
    },
    patch: { headers: { [key]: value } },
    done: `${key} saved`,
    async shown(page) {
      await expect(entry(page)).toContainText('••••••••')
      await expect(entry(page)).not.toContainText(value)
    },
  }
}

export function removeKey(name: MapField, key: string): FieldEdit {
  return {
    field: name,
    key,
    deed: (page) =>
      mapEntry(page, name, key)
        .getByRole('button', { name: `Remove ${key}` })
        .click(),
    patch: { [name]: { [key]: null } },
    done: `${key} removed`,
    shown: (page) => expect(mapEntry(page, name, key)).toHaveCount(0),
  }
}

async function beginTypingValue(page: Page, name: MapField, key: string) {
  await mapEntry(page, name, key)
    .getByRole('button', { name: `Edit ${key}` })
    .click()
  const box = mapEntry(page, name, key).getByRole('textbox', { name: `Value of ${key}` })
  await expect(box).toBeFocused()
  return box
}
