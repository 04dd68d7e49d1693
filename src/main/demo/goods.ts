/** Something for sale; the price in fen. */
export interface Goods {
  readonly shop: string;
  readonly title: string;
  readonly price: number;
  readonly sku: string;
  readonly category: string;
  readonly kind: 'physical' | 'virtual';
}

type Row = readonly [picture: string, title: string, price: number, sku: string];

function shelf(shop: string, category: string, rows: readonly Row[]): [string, Goods][] {
  const kind = category === 'voucher' ? 'virtual' : 'physical';
  return rows.map(([picture, title, price, sku]) => [picture, { shop, title, price, sku, category, kind }]);
}

/** Everything the shops sell, by the name of its picture. */
export const GOODS: ReadonlyMap<string, Goods> = new Map([
  ...shelf('qinghe', 'shoes', [
    ['running-shoe', '青禾 透气网面跑步鞋 缓震轻便', 23_900, '湖蓝/42'],
    ['loafer', '青禾 头层牛皮通勤乐福鞋', 32_900, '棕色/41'],
    ['kids-shoe', '青禾 儿童魔术贴运动鞋', 12_900, '樱粉/29'],
    ['boot', '青禾 防泼水徒步靴 高帮', 45_900, '驼色/38'],
    ['slipper', '青禾 居家厚底棉拖', 3990, '薄荷绿/37-38'],
    ['canvas-shoe', '青禾 经典帆布小白鞋', 9900, '白绿/36'],
    ['rain-boot', '青禾 波点短筒雨靴', 8900, '姜黄/38'],
  ]),
  ...shelf('mutong', 'home', [
    ['mug', '木瞳 手工粗陶马克杯 350ml', 6800, '雾蓝'],
    ['bedding', '木瞳 水洗亚麻四件套 1.8m', 39_900, '苔绿'],
    ['board', '木瞳 整木胡桃砧板', 12_800, '大号'],
    ['lamp', '木瞳 暖光床头小台灯', 15_900, '奶油色'],
    ['wok', '木瞳 无涂层铸铁炒锅 30cm', 26_800, '30cm'],
    ['basket', '木瞳 藤编收纳篮', 7900, '中号'],
    ['vase', '木瞳 渐变玻璃花瓶', 8800, '湖水蓝'],
    ['table', '木瞳 白蜡木小圆几', 56_900, '直径60cm'],
  ]),
  ...shelf('xinghe', 'digital', [
    ['earbuds', '星河 真无线降噪耳机 Pro', 49_900, '雪山白'],
    ['keyboard', '星河 87键热插拔机械键盘', 38_900, '茶轴'],
    ['power-bank', '星河 10000mAh 快充移动电源', 11_900, '深海蓝'],
    ['watch', '星河 运动智能手表 S2', 69_900, '曜石黑'],
    ['speaker', '星河 复古桌面蓝牙音箱', 25_900, '枫叶红'],
    ['charger', '星河 65W 氮化镓充电器', 13_900, '白色'],
    ['mouse', '星河 静音无线鼠标', 8900, '石墨灰'],
    ['projector', '星河 便携迷你投影仪 1080P', 129_900, '标准版'],
  ]),
  ...shelf('yunduan', 'voucher', [
    ['video-card', '影视会员季卡 自动充值', 6800, '季卡'],
    ['game-card', '游戏点券1000点 秒到账', 10_000, '1000点'],
    ['music-card', '音乐会员年卡 兑换码', 15_800, '年卡'],
    ['cloud-card', '云盘会员月卡 兑换码', 3000, '月卡'],
    ['phone-card', '话费充值100元 全国通用', 9950, '100元'],
  ]),
  ...shelf('xiaoman', 'clothing', [
    ['tee', '小满 260g重磅纯棉T恤', 5900, '米白/M'],
    ['sweater', '小满 复古提花圆领毛衣', 18_900, '砖红/L'],
    ['coat', '小满 羊毛混纺双面呢大衣', 79_900, '燕麦色/M'],
    ['down-jacket', '小满 90白鹅绒轻薄羽绒服', 42_900, '雾霾蓝/L'],
    ['jeans', '小满 高腰直筒牛仔裤', 16_900, '做旧蓝/28'],
    ['scarf', '小满 格纹羊毛围巾', 11_900, '酒红'],
    ['tote', '小满 印花帆布托特包', 7900, '原色'],
  ]),
  ...shelf('guoyuan', 'food', [
    ['oranges', '赣南脐橙 现摘10斤装', 5990, '10斤/大果'],
    ['rice', '五常稻花香大米 5kg', 7900, '5kg'],
    ['coffee', '云南小粒咖啡豆 中烘 500g', 8900, '500g'],
    ['honey', '深山桂花蜜 500g', 6900, '500g'],
    ['nuts', '每日坚果礼盒 四格装', 13_800, '礼盒'],
  ]),
]);

export function goodsNamed(picture: string): Goods {
  const goods = GOODS.get(picture);
  if (!goods) throw new Error(`nobody sells ${picture}`);
  return goods;
}
