'use client'

import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogClose } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { InviteMember } from '#lib/domain/invitations/invite-member.ts'
import { grantableRoles } from '#lib/domain/members/rules.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { useInvite } from '#lib/queries/members.ts'
import { roleText } from './role-text.ts'

const resolver = formResolver(() =>
  import('#lib/domain/invitations/schema.ts').then((module) => module.inviteMemberSchema),
)

type InviteFormProps = {
  team: string
  actorRole: Role
  onMade: (made: { email: string; link: string }) => void
}

/** An address and a role, none above the own. */
export function InviteForm({ team, actorRole, onMade }: InviteFormProps) {
  const invite = useInvite(team)
  const form = useForm<InviteMember>({
    resolver: resolver,
    defaultValues: { email: '', role: 'developer' },
  })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  // the dialog itself would begin at its close button
  useEffect(() => setFocus('email'), [setFocus])

  const submit = form.handleSubmit(async (values) => {
    try {
      const { invitation, link } = await invite.mutateAsync(values)
      onMade({ email: invitation.email, link })
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <form noValidate method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormError>{errors.root?.message}</FormError>
      <FormField label="Email" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('email')}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <RadioGroup legend="Role" showLegend>
        {grantableRoles(actorRole).map((role) => (
          <Radio key={role} {...form.register('role')} value={role} description={roleText[role].description}>
            {roleText[role].label}
          </Radio>
        ))}
      </RadioGroup>
      <div className="flex justify-end gap-2 pt-1">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton loading={isSubmitting}>Create invitation</SubmitButton>
      </div>
    </form>
  )
}
