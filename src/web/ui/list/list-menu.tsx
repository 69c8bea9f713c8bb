// What opens below a button of a list's bar; on a phone it is pushed aside as far as it takes to stay on the screen.
import { Popover, type PopoverProps } from 'antd'

export const ListMenu = (props: PopoverProps) => (
  <Popover
    trigger="click"
    placement="bottomRight"
    arrow={false}
    align={{ overflow: { shiftX: true, adjustX: false, adjustY: true } }}
    {...props}
  />
)
