import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { KeyRound, Link2 } from 'lucide-react'
import { memo } from 'react'
import { shownColumns, type DiagramTable } from './shape.ts'
import css from './diagram.module.css'

export type TableNodeType = Node<{ table: DiagramTable; keysOnly: boolean; dimmed: boolean }, 'table'>

/** A table of the diagram: its name and its columns, keys marked. */
export const TableNode = memo(function TableNode({ data: { table, keysOnly, dimmed }, selected }: NodeProps<TableNodeType>) {
  return (
    <div className={[css.table, selected && css.selected, dimmed && css.dimmed].filter(Boolean).join(' ')}>
      <Handle type="target" position={Position.Left} className={css.handle} isConnectable={false} />
      <Handle type="source" position={Position.Right} className={css.handle} isConnectable={false} />
      <div className={css.tableHead}>{table.name}</div>
      {shownColumns(table, keysOnly).map(({ name, type, primaryKey, foreignKey, nullable }) => (
        <div key={name} className={css.column}>
          <span className={css.sign}>{primaryKey ? <KeyRound aria-label="PRIMARY KEY" /> : foreignKey ? <Link2 aria-label="FOREIGN KEY" /> : null}</span>
          <span className={primaryKey ? css.primary : css.name}>{name}</span>
          <span className={css.type}>
            {type}
            {nullable && '?'}
          </span>
        </div>
      ))}
    </div>
  )
})
