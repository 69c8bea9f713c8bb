// Chooses an area of the district by typing any part of its name or code, or by opening township by township.
import { TreeSelect } from 'antd'
import { type CSSProperties, useMemo } from 'react'
import { useCommon } from '../i18n/common.ts'
import { type Area, useAreas } from './areas.ts'

interface Node {
  value: string
  title: string
  /** What is shown once chosen. */
  path: string
  /** What typing finds it by. */
  sought: string
  disabled: boolean
  children: Node[]
}

interface Props {
  value?: string | undefined
  onChange?: (code: string | undefined) => void
  placeholder?: string
  /** Choices begin at this depth; above it a node only opens. */
  only?: 'township'
  /** Only areas inside these prefixes. */
  within?: readonly string[] | undefined
  style?: CSSProperties
  id?: string
  disabled?: boolean
}

const TOWNSHIP_DIGITS = 9

function treeOf(
  areas: Area[],
  pathOf: (code: string) => string,
  only: Props['only'],
  within: readonly string[] | undefined,
): Node[] {
  const isOpen = (code: string) => !within || within.some((area) => code.startsWith(area) || area.startsWith(code))
  const shown = areas.filter((area) => isOpen(area.code))
  const nodes = new Map<string, Node>()
  for (const area of shown) {
    const isChoice =
      (only !== 'township' || area.code.length >= TOWNSHIP_DIGITS) &&
      (!within || within.some((one) => area.code.startsWith(one)))
    nodes.set(area.code, {
      value: area.code,
      title: area.name,
      path: pathOf(area.code),
      sought: `${area.name} ${area.code} ${pathOf(area.code)}`,
      disabled: !isChoice,
      children: [],
    })
  }
  const roots: Node[] = []
  for (const area of shown) {
    const parent = area.parent ? nodes.get(area.parent) : undefined
    ;(parent?.children ?? roots).push(nodes.get(area.code)!)
  }
  // What only opens, and alone, is left out: Enter takes the first hit, and looks under nothing that cannot be chosen.
  let top = roots
  while (top.length === 1 && top[0]!.disabled) top = top[0]!.children
  return top
}

export function AreaPicker({ value, onChange, placeholder, only, within, style, id, disabled }: Props) {
  const common = useCommon()
  const { areas, pathOf } = useAreas()
  const tree = useMemo(() => treeOf(areas, pathOf, only, within), [areas, pathOf, only, within])
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      {...(id ? {} : { 'aria-label': placeholder ?? common('area') })}
      placeholder={placeholder ?? common('chooseArea')}
      value={value}
      onChange={(code: string | undefined) => onChange?.(code)}
      treeData={tree}
      treeDefaultExpandedKeys={tree.length === 1 ? tree.map((node) => node.value) : []}
      showSearch={{
        filterTreeNode: (typed, node) => String(node.sought).includes(typed.trim()),
        // Enter looks for its hit in the same words.
        treeNodeFilterProp: 'sought',
      }}
      treeNodeLabelProp="path"
      allowClear
      popupMatchSelectWidth={280}
      style={style}
      disabled={disabled}
    />
  )
}
