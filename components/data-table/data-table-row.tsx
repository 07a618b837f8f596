import { type Cell, FlexRender, type RowData, type Row as TableRow } from '@tanstack/react-table'
import type { MouseEvent } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import type { DataTableFeatures } from './columns.ts'
import { cellClass, rowClass, selectCellClass, tableRoles } from './table-class.ts'
import type { PageSelection } from './use-selection.ts'

/** A click on these is theirs, not the row's. */
const interactive = 'a, button, input, label, select, textarea, [popover], dialog, [data-no-row-click]'

function BodyCell<Row extends RowData>({ cell }: { cell: Cell<DataTableFeatures, Row> }) {
  const { meta, header } = cell.column.columnDef
  const named = (meta?.stacked ?? 'line') === 'line' && typeof header === 'string' && header !== ''
  return (
    <td {...tableRoles.cell} className={cellClass(meta)}>
      {named ? (
        <span aria-hidden="true" className="flex-none text-faint text-sm md:hidden">
          {header}
        </span>
      ) : null}
      <FlexRender cell={cell} />
    </td>
  )
}

type DataTableRowProps<Row extends RowData> = {
  row: TableRow<DataTableFeatures, Row>
  label: string
  selection: PageSelection | undefined
  onOpen: ((row: Row) => void) | undefined
}

/** One row of a `DataTable`. It takes the focus from j and k, and opens on a click beside its controls. */
export function DataTableRow<Row extends RowData>({ row, label, selection, onOpen }: DataTableRowProps<Row>) {
  const selected = selection?.has(row.id) ?? false

  function open(event: MouseEvent<HTMLElement>) {
    const onControl = event.target instanceof Element && event.target.closest(interactive)
    const selectsText = window.getSelection()?.isCollapsed === false
    if (!onControl && !selectsText) onOpen?.(row.original)
  }

  return (
    <tr
      {...tableRoles.row}
      tabIndex={-1}
      data-row-id={row.id}
      onClick={onOpen ? open : undefined}
      className={cn(
        rowClass,
        onOpen && 'cursor-pointer hover:bg-sunken',
        selected && 'bg-accent-soft hover:bg-accent-soft focus-visible:bg-accent-soft',
      )}
    >
      {selection ? (
        <td {...tableRoles.cell} className={selectCellClass} data-no-row-click="">
          <Checkbox
            aria-label={`Select ${label}`}
            checked={selected}
            onChange={({ nativeEvent }) => {
              selection.toggle(row.id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)
            }}
            className="align-middle"
          />
        </td>
      ) : null}
      {row.getAllCells().map((cell) => (
        <BodyCell key={cell.id} cell={cell} />
      ))}
    </tr>
  )
}
