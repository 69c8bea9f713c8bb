// How somebody travelled, from the words of a list to the codes of the form; words that say something else stay.
const MEANS: readonly [pattern: RegExp, code: string][] = [
  [/火车|高铁|动车|列车|铁路/, 'train'],
  [/飞机|航班|航空/, 'plane'],
  [/客车|大巴|班车|长途|公交|汽车站/, 'coach'],
  [/自驾|私家|轿车|小汽车|驾车|出租|拼车|网约/, 'car'],
  [/船|轮渡/, 'ship'],
]

export const meansOf = (text: string): string => MEANS.find(([pattern]) => pattern.test(text))?.[1] ?? text
