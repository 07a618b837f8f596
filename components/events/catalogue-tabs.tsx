import { PageTabs } from '#components/layout/page-tabs.tsx'

export interface CatalogueTab {
  readonly dialect: string
  readonly label: string
}

/** The catalogues as tabs, each with an address of its own. */
export function CatalogueTabs({
  team,
  tabs,
  current,
}: {
  team: string
  tabs: readonly CatalogueTab[]
  current: string
}) {
  const address = (dialect: string) =>
    `/${team}/events${dialect === tabs[0]?.dialect ? '' : `?catalogue=${dialect}`}`
  return (
    <PageTabs
      label="Catalogues"
      tabs={tabs.map(({ dialect, label }) => ({ href: address(dialect), label }))}
      current={address(current)}
    />
  )
}
