// The temperature curve of a period, with the fever line of its plan. ECharts is loaded only when this is shown.
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { dayOf, localTimeOf } from '../../../kernel/time.ts'
import type { PeriodView } from '../../../modules/isolation/contract/views.ts'
import { planZone } from '../../shell/clock.ts'
import { FONT } from '../../shell/theme.ts'
import { usePersonWords } from './words.ts'

register([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

const INK = '#1c2528'
const LINE = '#14566b'
const FEVER = '#b3261e'

export function Curve({ period }: { period: PeriodView }) {
  const say = usePersonWords()
  const box = useRef<HTMLDivElement>(null)
  const threshold = period.feverThreshold
  const label = say('threshold', { n: threshold.toFixed(1) })
  useEffect(() => {
    if (!box.current) return
    const zone = planZone()
    const first = period.firstTemperature
    // The temperature at registration is the first of the curve.
    const measured = [
      ...(first ? [{ at: first.at, celsius: first.celsius, fever: first.celsius >= threshold }] : []),
      ...period.readings.flatMap(({ observedAt, temperature, fever }) =>
        temperature === null ? [] : [{ at: observedAt, celsius: temperature, fever }],
      ),
    ]
    const points = measured
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ at, celsius, fever }) => ({
        value: [at, celsius],
        itemStyle: { color: fever ? FEVER : LINE },
        symbol: fever ? 'diamond' : 'circle',
        symbolSize: fever ? 11 : 7,
      }))
    const values = points.map((point) => Number(point.value[1]))
    const when = (at: number | string) => {
      const iso = new Date(at).toISOString()
      return `${dayOf(iso, zone).slice(5)} ${localTimeOf(iso, zone)}`
    }
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: INK },
      grid: { left: 44, right: 84, top: 16, bottom: 28 },
      tooltip: {
        trigger: 'axis',
        formatter: (items: { value: [string, number] }[]) =>
          items[0] ? `${when(items[0].value[0])}<br><b>${items[0].value[1].toFixed(1)} ℃</b>` : '',
      },
      xAxis: {
        type: 'time',
        axisLabel: { formatter: (at: number) => when(at).slice(0, 5), hideOverlap: true },
        minInterval: 86_400_000,
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: Math.min(35.5, Math.floor(Math.min(...values) * 2) / 2),
        max: Math.max(38, Math.ceil(Math.max(...values) * 2) / 2),
        interval: 0.5,
        axisLabel: { formatter: (value: number) => value.toFixed(1) },
        splitLine: { lineStyle: { color: '#e8ecec' } },
      },
      series: [
        {
          type: 'line',
          data: points,
          lineStyle: { color: LINE, width: 1.5 },
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: FEVER, type: 'dashed' },
            label: { formatter: label, color: FEVER },
            data: [{ yAxis: threshold }],
          },
        },
      ],
    })
    const onResize = () => chart.resize()
    window.addEventListener('resize', onResize)
    return () => {
      window.removeEventListener('resize', onResize)
      chart.dispose()
    }
  }, [period, threshold, label])
  return <div ref={box} className="curve" role="img" aria-label={say('curve')} />
}
