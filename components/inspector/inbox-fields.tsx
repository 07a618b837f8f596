'use client'

import { useId } from 'react'
import { FieldList, FieldRow } from '#components/form/field-row.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Code } from '#components/ui/code.tsx'
import { Select } from '#components/ui/select.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { answerStatuses, type InboxAnswer, type InboxView } from '#lib/domain/inspector/inbox.ts'
import { useInboxAnswer } from '#lib/queries/inspector.ts'
import { answerText } from './verdict-words.ts'

/** Who may send here, by the scheme of this installation's own address. */
export interface Reachable {
  /** where Patchbay is reached from outside */
  readonly origin: string
  /** dialects whose endpoints may lead there */
  readonly dialects: readonly { readonly dialect: string; readonly label: string }[]
  /** those that demand https:// where there is none */
  readonly refused: readonly string[]
}

type InboxFieldsProps = {
  team: string
  inbox: InboxView
  reachable: Reachable
  permissions: readonly Permission[]
}

/** Where an inbox is, and what it answers. */
export function InboxFields({ team, inbox, reachable, permissions }: InboxFieldsProps) {
  const url = reachable.origin + inbox.path
  const [only, ...others] = reachable.dialects
  const start = new URLSearchParams({
    url,
    ...(only && others.length === 0 ? { dialect: only.dialect } : {}),
  })
  return (
    <FieldList className="mt-4">
      <FieldRow
        label="URL"
        hint={
          reachable.refused.length > 0
            ? `This installation is reached by http://. Of the dialects only ${reachable.dialects.map(({ label }) => label).join(', ')} sends there; ${listed(reachable.refused)} demand https://.`
            : 'Takes any request. Who knows it can post here, so keep it to yourself.'
        }
        action={
          permissions.includes('endpoint:create') ? (
            <ButtonLink size="s" href={`/${team}/endpoints/new?${start}`} className="max-sm:hidden">
              Create an endpoint that points here
            </ButtonLink>
          ) : null
        }
      >
        <Code copy={url} copyLabel="inbox URL">
          {url}
        </Code>
        {permissions.includes('endpoint:create') ? (
          <div className="mt-1.5 mb-1 sm:hidden">
            <ButtonLink size="s" href={`/${team}/endpoints/new?${start}`}>
              Create an endpoint that points here
            </ButtonLink>
          </div>
        ) : null}
      </FieldRow>
      <AnswerField key={inbox.id} team={team} inbox={inbox} permissions={permissions} />
    </FieldList>
  )
}

const statusText: Readonly<Record<InboxAnswer['status'], string>> = {
  200: '200 OK',
  410: '410 Gone',
  429: '429 Too many requests',
  500: '500 Server error',
}
const delays = [0, 1_000, 2_000, 5_000, 10_000]

function AnswerField({ team, inbox, permissions }: Omit<InboxFieldsProps, 'reachable'>) {
  const id = useId()
  const save = useInboxAnswer(team, inbox.id)
  const { answer } = inbox
  const may = permissions.includes('endpoint:test')

  async function choose(next: InboxAnswer) {
    const done = await save.mutateAsync(next).catch(() => null)
    if (!done) return
    const undo = async () => void (await save.mutateAsync(answer))
    toastDone({ message: `${inbox.name} answers ${answerText(next)}`, undo })
  }

  if (!may)
    return (
      <FieldRow label="Answer" hint={roleNeeded('Choosing another', 'endpoint:test')}>
        {statusText[answer.status]}, {answerText(answer).split(' ').slice(1).join(' ')}
      </FieldRow>
    )
  return (
    <FieldRow
      label="Answer"
      error={save.error?.message}
      errorId={`${id}-error`}
      hint="What whoever posts here is told, to try retries and failures. 429 asks to come back in 30 seconds."
    >
      <div className="mb-1.5 flex flex-wrap gap-2">
        <Select
          aria-label="Status"
          className="w-52 max-sm:w-full"
          value={String(answer.status)}
          options={answerStatuses.map((status) => ({ value: String(status), label: statusText[status] }))}
          onValueChange={(value) => {
            const status = answerStatuses.find((each) => String(each) === value)
            if (status) void choose({ ...answer, status })
          }}
        />
        <Select
          aria-label="Delay"
          className="w-52 max-sm:w-full"
          value={String(answer.delayMs)}
          options={[...new Set([...delays, answer.delayMs])].map((ms) => ({
            value: String(ms),
            label: ms === 0 ? 'At once' : `After ${ms / 1000} s`,
          }))}
          onValueChange={(value) => void choose({ ...answer, delayMs: Number(value) })}
        />
      </div>
    </FieldRow>
  )
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
