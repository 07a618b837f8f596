import { redirect } from 'next/navigation'

type Props = { params: Promise<{ team: string }> }

export default async function TeamStart({ params }: Props) {
  redirect(`/${(await params).team}/endpoints`)
}
