import { FlexRender, type Header, type HeaderGroup, type RowData } from '@tanstack/react-table'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import type { DataTableFeatures } from './columns.ts'
import { ariaSort, nextSort, type Sort, SortHeader } from './sort-header.tsx'
import { tableRoles } from './table-class.ts'
import type { PageSelection } from './use-selection.ts'

type Sorting = { sort?: Sort | undefined; onSortChange?: ((sort: Sort) => void) | undefined }

function HeadCell<Row extends RowData>({
  header,
  sort,
  onSortChange,
}: Sorting & { header: Header<DataTableFeatures, Row> }) {
  const meta = header.column.columnDef.meta
  const sortKey = onSortChange ? meta?.sortKey : undefined
  const name = meta?.srHeader ? (
    <span className="sr-only">{meta.srHeader}</span>
  ) : (
    <FlexRender header={header} />
  )
  return (
    <th
      {...tableRoles.head}
      scope="col"
      aria-sort={ariaSort(sort, sortKey)}
      className={cn(
        'h-9 border-line border-b py-1.5 pr-3 text-left font-medium text-faint text-sm',
        meta?.align === 'end' && 'text-right',
        meta?.headerClassName,
      )}
    >
      {sortKey && onSortChange ? (
        <SortHeader
          direction={sort?.key === sortKey ? sort.direction : undefined}
          onSort={() => onSortChange(nextSort(sort, sortKey))}
        >
          {name}
        </SortHeader>
      ) : (
        name
      )}
    </th>
  )
}

/** The head of a `DataTable`; only for screen readers when rows are stacked. */
export function DataTableHead<Row extends RowData>({
  groups,
  selection,
  disabled,
  ...sorting
}: Sorting & {
  groups: HeaderGroup<DataTableFeatures, Row>[]
  selection: PageSelection | undefined
  disabled: boolean
}) {
  return (
    <thead {...tableRoles.rows} className="max-md:sr-only">
      {groups.map((group) => (
        <tr key={group.id} {...tableRoles.row}>
          {selection ? (
            <th
              {...tableRoles.head}
              scope="col"
              className="w-[34px] border-line border-b py-1.5 pr-3 pl-2 text-left"
            >
              <Checkbox
                aria-label="Select all on this page"
                disabled={disabled}
                checked={selection.all}
                indeterminate={selection.some}
                onCheckedChange={selection.toggleAll}
                className="align-middle"
              />
            </th>
          ) : null}
          {group.headers.map((header) => (
            <HeadCell key={header.id} header={header} {...sorting} />
          ))}
        </tr>
      ))}
    </thead>
  )
}
