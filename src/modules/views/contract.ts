// Saved views of lists: filters, columns in their order, and whom the view is for.
import * as z from 'zod'
import { NEVER_SAVED } from './rules.ts'

const Search = z
  .record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.string().max(200))
  .refine((search) => Object.keys(search).length <= 20, '筛选条件过多|Too many filters')
  .refine((search) => !(NEVER_SAVED in search), '搜索词不随视图保存|The search text is not kept with a view')

export const NewView = z.object({
  id: z.uuid(),
  list: z.string().regex(/^[a-z][a-zA-Z-]{0,39}$/),
  /** The address on the desk that the view opens, without its query. */
  path: z.string().regex(/^(\/[a-zA-Z0-9-]{1,60}){1,4}$/, '页面地址有误|Not an address of the desk'),
  name: z.string().trim().min(1, '请填写名称|Give it a name').max(40),
  search: Search,
  columns: z
    .array(z.string().regex(/^[a-zA-Z]{1,40}$/))
    .min(1)
    .max(40)
    .refine((keys) => new Set(keys).size === keys.length, '列重复|A column twice'),
  shared: z.enum(['me', 'unit', 'district']).default('me'),
  /** The office's order of columns, for whoever chose nothing else; of a view for the whole district. */
  isStandard: z.boolean().default(false),
})
export type NewView = z.infer<typeof NewView>

export const ViewView = NewView.extend({ isMine: z.boolean(), ownerName: z.string() })
export type ViewView = z.infer<typeof ViewView>

export const ViewsQuery = z.object({ list: z.string().max(40) })
export const ViewList = z.object({ items: z.array(ViewView) })
