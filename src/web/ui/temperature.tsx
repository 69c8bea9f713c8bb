// A temperature with the word that says what it means; the colour only repeats it. The threshold is the plan's.
import { useCommon } from '../i18n/common.ts'

/** °C; below it a reading is probably a bad measurement and is worth a second look. */
const LOW = 35.5

interface Props {
  celsius: number | null | undefined
  /** °C, at or above is a fever. */
  threshold?: number
}

export function Temperature({ celsius, threshold = 37.3 }: Props) {
  const common = useCommon()
  if (celsius === null || celsius === undefined) return <span className="quiet">—</span>
  const state = celsius >= threshold ? 'fever' : celsius < LOW ? 'low' : 'normal'
  return (
    <span className={`temperature is-${state}`}>
      <span className="num">{celsius.toFixed(1)} ℃</span>
      {state !== 'normal' && <span className="mark">{common(state)}</span>}
    </span>
  )
}
