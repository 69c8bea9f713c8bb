// What opens below a button of a list's bar; on a phone it is pushed aside as far as it takes to stay on the screen. It opens
// in place: in a menu that grows, a quick click is pressed on one line and let go on the next, and is lost.
import { Popover, type PopoverProps } from 'antd'

export const ListMenu = (props: PopoverProps) => (
  <Popover
    trigger="click"
    placement="bottomRight"
    arrow={false}
    motion={{ motionName: '' }}
    align={{ overflow: { shiftX: true, adjustX: false, adjustY: true } }}
    {...props}
  />
)
