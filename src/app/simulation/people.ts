// Invented people for the story (M07): valid numbers that belong to nobody (230400 is no county, so no card has it), names
// of common characters, telephones of a range that nobody is given.
import { checkCharacter } from '../../modules/people/rules/documents.ts'
import type { Random } from './random.ts'

export interface Invented {
  name: string
  document: string
  telephone: string
  address: string
  originText: string
  means: 'train' | 'plane' | 'coach' | 'car'
  serviceNo: string
}

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英玉梅红建华国庆志文海波春雨晨欣怡']
const ROADS = ['胜利路', '工人路', '新华街', '红旗路', '东山街', '育才路', '站前街']
const KEY_ORIGINS = ['湖北武汉', '湖北省黄冈市', '湖北孝感', '湖北荆州']
const ORIGINS = ['哈尔滨', '北京', '黑龙江佳木斯', '辽宁大连', '山东青岛', '广东深圳', '上海', '吉林长春']
const MEANS = ['train', 'plane', 'coach', 'car'] as const
const SERVICES = {
  train: (random: Random) => `K${random.int(300, 7999)}`,
  plane: (random: Random) => `CZ${random.int(3000, 6999)}`,
  coach: (random: Random) => `黑H${random.int(10000, 99999)}`,
  car: (random: Random) => `黑H${random.int(10000, 99999)}`,
}

/** `order` is different for everybody of a story. */
export function invent(random: Random, order: number): Invented {
  const means = random.pick(MEANS)
  return {
    name: `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.chance(0.7) ? random.pick(GIVEN) : ''}`,
    document: documentOf(random, order),
    telephone: `199${String(random.int(100, 999))}${String(order % 100_000).padStart(5, '0')}`,
    address: `${random.pick(ROADS)}${random.int(1, 300)}号`,
    originText: random.pick(random.chance(0.25) ? KEY_ORIGINS : ORIGINS),
    means,
    serviceNo: SERVICES[means](random),
  }
}

/** Born on a drawn day of fifty years; the order of that day and the year's half keep the numbers of a story apart. */
function documentOf(random: Random, order: number): string {
  const year = 1940 + (order % 60)
  const month = 1 + (Math.floor(order / 60) % 12)
  const day = random.int(1, 28)
  const place = Math.floor(order / 720) % 1000
  const two = (n: number) => String(n).padStart(2, '0')
  const digits = `230400${year}${two(month)}${two(day)}${String(place).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}
