'use client'

import { FieldList, FieldRow } from '#components/form/field-row.tsx'
import { InlineField } from '#components/form/inline-field.tsx'
import { type SaveResult, saveFailedText } from '#components/form/save-result.ts'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Sheet, SheetContent } from '#components/ui/sheet.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import { leastRole } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { createEventTypeSchema } from '#lib/domain/event-types/schema.ts'
import { useFieldAuthors } from '#lib/queries/authors.ts'
import { type EventTypePatch, useArchiveEventType, usePatchEventType } from '#lib/queries/event-types.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import type { EventTypeRow } from './event-type-row.ts'
import { parseSchemaText, schemaFault, schemaText } from './schema-text.ts'

const loadPublish = () => import('./publish-dialog.tsx')

const descriptionSchema = createEventTypeSchema.shape.description

type EventTypeSheetProps = {
  team: string
  type: EventTypeRow
  /** endpoints that subscribe to all */
  wildcards: number
  mayManage: boolean
  mayPublish: boolean
  onClose: () => void
}

/** One event type: each of its fields is read until it is edited, and saved alone. */
export function EventTypeSheet({ type, onClose, ...rest }: EventTypeSheetProps) {
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent
        title={<code className="break-all text-base">{type.name}</code>}
        description={
          <>
            Group {type.group}, added <RelativeTime at={type.createdAt} />
            {rest.mayManage
              ? null
              : `. Changing it needs the role ${leastRole('event-type:manage')} or above.`}
          </>
        }
        width="l"
      >
        <Fields type={type} {...rest} />
      </SheetContent>
    </Sheet>
  )
}

function Fields({ team, type, wildcards, mayManage, mayPublish }: Omit<EventTypeSheetProps, 'onClose'>) {
  const patch = usePatchEventType(team, type.name)
  const authors = useFieldAuthors(team, type.name)
  // why is said once, above
  const readOnlyReason = mayManage ? undefined : ''

  async function save(
    fields: EventTypePatch,
    seenVersion: number,
    toDraft: (current: unknown) => string,
  ): Promise<SaveResult<string>> {
    try {
      await patch.mutateAsync({ patch: fields, seenVersion })
      return { ok: true }
    } catch (error) {
      if (!(error instanceof ActionError)) return { ok: false, error: saveFailedText }
      const conflict = error.conflicts.find(({ field }) => Object.hasOwn(fields, field))
      if (!conflict) return { ok: false, error: error.issues[0]?.message ?? error.message }
      const { author: by, version, current } = conflict
      return { ok: false, conflict: { theirs: toDraft(current), by, version } }
    }
  }

  return (
    <FieldList>
      <InlineField
        label="Description"
        value={type.description}
        version={type.version}
        changedBy={authors.description}
        readOnlyReason={readOnlyReason}
        schema={descriptionSchema}
        onSave={(draft, seenVersion) => save({ description: draft }, seenVersion, String)}
        renderValue={(text) => text || <span className="text-faint">None</span>}
        renderEditor={({ value, onChange, control }) => (
          <Textarea {...control} value={value} onChange={(event) => onChange(event.target.value)} />
        )}
        multiline
      />
      <InlineField
        label="JSON Schema"
        value={schemaText(type.schema)}
        version={type.version}
        changedBy={authors.schema}
        readOnlyReason={readOnlyReason}
        check={schemaFault}
        onSave={async (draft, seenVersion) => {
          const parsed = parseSchemaText(draft)
          return 'fault' in parsed
            ? { ok: false, error: parsed.fault }
            : save(parsed, seenVersion, schemaText)
        }}
        renderValue={(text) =>
          text ? <CodeBlock label="JSON Schema" code={text} /> : <span className="text-faint">None</span>
        }
        renderEditor={({ value, onChange, control }) => (
          <Textarea
            {...control}
            mono
            rows={10}
            spellCheck={false}
            placeholder={'{\n  "type": "object"\n}'}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
        editHint="What the data of its payload must look like. Leave it empty for any data."
        multiline
      />
      <FieldRow label="Subscribers" hint={subscribersHint(type, wildcards)}>
        {type.reach === 0 ? (
          'No endpoint'
        ) : (
          <Link
            href={`/${team}/endpoints?dialect=standard&event=${encodeURIComponent(type.name)}`}
            className="underline underline-offset-2"
          >
            {type.reach === 1 ? '1 endpoint' : `${type.reach} endpoints`}
          </Link>
        )}
      </FieldRow>
      {type.archived ? null : <PublishRow team={team} type={type} mayPublish={mayPublish} />}
      <ArchiveRow team={team} type={type} mayManage={mayManage} />
    </FieldList>
  )
}

function subscribersHint({ subscribers }: EventTypeRow, wildcards: number): string | undefined {
  if (wildcards === 0) return undefined
  return `${subscribers} by name, ${wildcards} by subscribing to all events.`
}

function PublishRow({ team, type, mayPublish }: { team: string; type: EventTypeRow; mayPublish: boolean }) {
  const { dialog, error, close, button } = useOnDemandDialog(loadPublish)
  return (
    <>
      <FieldRow
        label="Publish"
        error={error}
        hint={mayPublish ? undefined : roleNeeded('Publishing', 'message:publish')}
        action={
          mayPublish ? (
            <Button size="s" {...button}>
              Publish…
            </Button>
          ) : null
        }
      >
        Send one to its subscribers
      </FieldRow>
      {dialog ? (
        <dialog.PublishDialog team={team} eventType={type.name} reach={type.reach} onClose={close} />
      ) : null}
    </>
  )
}

function ArchiveRow({ team, type, mayManage }: { team: string; type: EventTypeRow; mayManage: boolean }) {
  const archive = useArchiveEventType(team)
  const { name, archived } = type

  async function change(next: boolean) {
    try {
      await archive.mutateAsync({ name, archived: next })
      toastDone({
        message: next ? `${name} archived` : `${name} restored`,
        undo: async () => void (await archive.mutateAsync({ name, archived: !next })),
      })
    } catch (error) {
      toastFailed({
        message: next ? `${name} could not be archived` : `${name} could not be restored`,
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }

  return (
    <FieldRow
      label="Catalogue"
      hint={
        archived ? 'Endpoints that chose it keep it; nobody can newly choose it.' : 'Endpoints can choose it.'
      }
      action={
        mayManage ? (
          <Button size="s" loading={archive.isPending} onClick={() => void change(!archived)}>
            {archived ? 'Restore' : 'Archive'}
          </Button>
        ) : null
      }
    >
      {archived ? 'Archived' : 'In use'}
    </FieldRow>
  )
}
