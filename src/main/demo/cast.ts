import type { Locale } from '../../../locales/locale.ts';
import type { DemoPerson, DemoShop } from '../../http/demo.ts';

type Words = Readonly<Record<Locale, string>>;

function say(simplified: string, traditional: string, english: string): Words {
  return { 'zh-CN': simplified, 'zh-TW': traditional, en: english };
}

interface Who {
  readonly name: Words;
  readonly colour: string;
  readonly about: Words;
  readonly order: DemoPerson['order'];
}

const at = (shopId: string, id: string) => ({ shopId, id });

const buyer = (id: string, who: Who): DemoPerson => ({ actor: { role: 'buyer', id }, ...who });
const seller = (shopId: string, id: string, who: Who): DemoPerson => ({
  actor: { role: 'seller', shopId, id },
  ...who,
});
const staff = (role: 'mediator' | 'supervisor' | 'operator', id: string, who: Who): DemoPerson => ({
  actor: { role, id },
  ...who,
});

export const SHOPS: readonly DemoShop[] = [
  {
    id: 'qinghe',
    name: say('青禾鞋履', '青禾鞋履', 'Qinghe Shoes'),
    colour: '#1971c2',
    about: say(
      '卖鞋八年，一次退货验收起了争执。',
      '賣鞋八年，一次退貨驗收起了爭執。',
      'Shoes for eight years; a returned pair is disputed.',
    ),
  },
  {
    id: 'mutong',
    name: say('木瞳家居', '木瞳家居', 'Mutong Home'),
    colour: '#846358',
    about: say(
      '手作家居，一位买家正在申诉。',
      '手作家居，一位買家正在申訴。',
      'Handmade homeware; one buyer has appealed.',
    ),
  },
  {
    id: 'xinghe',
    name: say('星河数码', '星河數碼', 'Xinghe Digital'),
    colour: '#c92a2a',
    about: say(
      '本月已有五笔纠纷退款，再有一笔就会被限制参加活动。',
      '本月已有五筆糾紛退款，再有一筆就會被限制參加活動。',
      'Five dispute refunds this month; one more restricts the shop.',
    ),
  },
  {
    id: 'yunduan',
    name: say('云端点卡', '雲端點卡', 'Yunduan Vouchers'),
    colour: '#5f3dc4',
    about: say(
      '只卖虚拟商品，规则与实物不同。',
      '只賣虛擬商品，規則與實物不同。',
      'Only virtual goods, with rules of their own.',
    ),
  },
  {
    id: 'xiaoman',
    name: say('小满服饰', '小滿服飾', 'Xiaoman Clothing'),
    colour: '#a61e4d',
    about: say('七天无理由退货最多的店。', '七天無理由退貨最多的店。', 'Most of the no-reason returns are here.'),
  },
  {
    id: 'guoyuan',
    name: say('山里果园', '山裡果園', 'Hillside Orchard'),
    colour: '#2b8a3e',
    about: say(
      '生鲜食品，坏果包赔常有争议。',
      '生鮮食品，壞果包賠常有爭議。',
      'Fresh food, where spoilt fruit is often disputed.',
    ),
  },
];

const BUYERS: readonly DemoPerson[] = [
  buyer('zhaolei', {
    name: say('赵磊', '趙磊', 'Zhao Lei'),
    colour: '#e03131',
    about: say(
      '视频会员没到账，卖家秒拒。一小时后售后单就要关闭：看看按钮为什么是灰的。',
      '影音會員沒到帳，賣家秒拒。一小時後售後單就要關閉：看看按鈕為什麼是灰的。',
      'A voucher never arrived and was refused at once. His claim closes within the hour: see why the button is grey.',
    ),
    order: at('yunduan', 'D1004'),
  }),
  buyer('wangfang', {
    name: say('王芳', '王芳', 'Wang Fang'),
    colour: '#c2255c',
    about: say(
      '毛衣破了洞，卖家说是她弄的。她现在可以要求平台介入。',
      '毛衣破了洞，賣家說是她弄的。她現在可以要求平台介入。',
      'Her sweater has a hole and the seller blames her. She may ask the platform to step in.',
    ),
    order: at('xiaoman', 'D1005'),
  }),
  buyer('linxiaoyu', {
    name: say('林晓雨', '林曉雨', 'Lin Xiaoyu'),
    colour: '#e8590c',
    about: say(
      '刚付款的跑鞋还没发货，想退款；还有一件大衣等她寄回。',
      '剛付款的跑鞋還沒出貨，想退款；還有一件大衣等她寄回。',
      'Wants her money back before the shoes ship, and has a coat to send back.',
    ),
    order: at('qinghe', 'D1001'),
  }),
  buyer('chenhaoran', {
    name: say('陈浩然', '陳浩然', 'Chen Haoran'),
    colour: '#1971c2',
    about: say(
      '一箱橙子坏了小半，平台正等他举证。',
      '一箱橙子壞了小半，平台正等他舉證。',
      'Half a box of oranges spoilt; the platform is waiting for his evidence.',
    ),
    order: at('guoyuan', 'D1010'),
  }),
  buyer('sunmeiling', {
    name: say('孙美玲', '孫美玲', 'Sun Meiling'),
    colour: '#9c36b5',
    about: say(
      '卖家提出了一个和解方案，等她答复。',
      '賣家提出了一個和解方案，等她答覆。',
      'The seller has offered her a settlement; she has to answer.',
    ),
    order: at('guoyuan', 'D1026'),
  }),
  buyer('zhouzixuan', {
    name: say('周子轩', '周子軒', 'Zhou Zixuan'),
    colour: '#0c8599',
    about: say(
      '小圆几已经寄回，等卖家验收；一个判定早该下来了。',
      '小圓几已經寄回，等賣家驗收；一個判定早該下來了。',
      'His table is on its way back, and another ruling is overdue.',
    ),
    order: at('mutong', 'D1007'),
  }),
  buyer('wuting', {
    name: say('吴婷', '吳婷', 'Wu Ting'),
    colour: '#2f9e44',
    about: say(
      '靴子退回去了，卖家说穿过，不肯退款。',
      '靴子退回去了，賣家說穿過，不肯退款。',
      'She sent the boots back; the seller says they were worn.',
    ),
    order: at('qinghe', 'D1008'),
  }),
  buyer('heqiang', {
    name: say('何强', '何強', 'He Qiang'),
    colour: '#5c940d',
    about: say(
      '耳机用了三天就充不进电，双方正在举证。',
      '耳機用了三天就充不進電，雙方正在舉證。',
      'His earbuds died after three days; both sides are handing in evidence.',
    ),
    order: at('xinghe', 'D1009'),
  }),
];

const SELLERS: readonly DemoPerson[] = [
  seller('xinghe', 'guotao', {
    name: say('郭涛', '郭濤', 'Guo Tao'),
    colour: '#c92a2a',
    about: say(
      '看看拒绝之前页面告诉他什么：再有一笔纠纷退款，店铺就会受限。',
      '看看拒絕之前頁面告訴他什麼：再有一筆糾紛退款，店鋪就會受限。',
      'See what he is told before he refuses: one more dispute refund restricts his shop.',
    ),
    order: at('xinghe', 'D1016'),
  }),
  seller('qinghe', 'heqing', {
    name: say('何青', '何青', 'He Qing'),
    colour: '#1971c2',
    about: say(
      '有几笔售后等她在时限内答复。',
      '有幾筆售後等她在時限內答覆。',
      'Several claims wait for her answer in time.',
    ),
    order: at('qinghe', 'D1001'),
  }),
  seller('qinghe', 'liujing', {
    name: say('刘静', '劉靜', 'Liu Jing'),
    colour: '#4dabf7',
    about: say('青禾的客服，帮店主处理售后。', '青禾的客服，幫店主處理售後。', 'Answers claims for Qinghe’s owner.'),
    order: null,
  }),
  seller('mutong', 'mumu', {
    name: say('沐木', '沐木', 'Mu Mu'),
    colour: '#846358',
    about: say('一只破杯子和一张刮花的圆几。', '一只破杯子和一張刮花的圓几。', 'A broken mug and a scratched table.'),
    order: at('mutong', 'D1002'),
  }),
  seller('yunduan', 'yunqi', {
    name: say('云起', '雲起', 'Yun Qi'),
    colour: '#5f3dc4',
    about: say(
      '点券没到账？三天内要答复。',
      '點券沒到帳？三天內要答覆。',
      'Points that never arrived: three days to answer.',
    ),
    order: at('yunduan', 'D1003'),
  }),
  seller('xiaoman', 'manman', {
    name: say('满满', '滿滿', 'Man Man'),
    colour: '#a61e4d',
    about: say(
      '要给一条退回的围巾补发新的。',
      '要給一條退回的圍巾補發新的。',
      'Has to send a new scarf for one that came back.',
    ),
    order: at('xiaoman', 'D1022'),
  }),
  seller('guoyuan', 'shanshu', {
    name: say('山叔', '山叔', 'Uncle Shan'),
    colour: '#2b8a3e',
    about: say(
      '自家果园，愿意赔，但不愿全赔。',
      '自家果園，願意賠，但不願全賠。',
      'Willing to pay for spoilt fruit, but not for all of it.',
    ),
    order: at('guoyuan', 'D1026'),
  }),
];

const STAFF: readonly DemoPerson[] = [
  staff('mediator', 'xuqing', {
    name: say('许清', '許清', 'Xu Qing'),
    colour: '#364fc7',
    about: say(
      '手上有几单待判。音箱那单如果判卖家责任，店铺会立刻受限。',
      '手上有幾單待判。音箱那單如果判賣家責任，店鋪會立刻受限。',
      'Has claims to rule on. Ruling the speaker against the seller restricts the shop at once.',
    ),
    order: at('xinghe', 'D1036'),
  }),
  staff('mediator', 'luoan', {
    name: say('罗安', '羅安', 'Luo An'),
    colour: '#862e9c',
    about: say(
      '刚把一块手表的判定交给主管复核，可以从队列再领一单。',
      '剛把一塊手錶的判定交給主管複核，可以從佇列再領一單。',
      'Her ruling on a watch waits for approval; she can take the next claim from the queue.',
    ),
    order: at('xiaoman', 'D1012'),
  }),
  staff('supervisor', 'fangzheng', {
    name: say('方正', '方正', 'Fang Zheng'),
    colour: '#087f5b',
    about: say(
      '一笔大额判定等他复核，一单已经超时。',
      '一筆大額判定等他複核，一單已經超時。',
      'A large ruling waits for his approval, and one review is overdue.',
    ),
    order: at('xinghe', 'D1015'),
  }),
  staff('supervisor', 'shenyi', {
    name: say('沈怡', '沈怡', 'Shen Yi'),
    colour: '#d9480f',
    about: say(
      '有买家不服判定，申诉等她处理。',
      '有買家不服判定，申訴等她處理。',
      'A buyer has appealed; she decides.',
    ),
    order: at('mutong', 'D1021'),
  }),
  staff('operator', 'tangning', {
    name: say('唐宁', '唐寧', 'Tang Ning'),
    colour: '#495057',
    about: say(
      '一笔退款第一次没成功；策略、日历、报表都归她管。',
      '一筆退款第一次沒成功；策略、日曆、報表都歸她管。',
      'A refund failed at first; policies, calendars and reports are hers.',
    ),
    order: at('guoyuan', 'D1017'),
  }),
];

/** Whom a visitor can be. */
export const PEOPLE: readonly DemoPerson[] = [...BUYERS, ...SELLERS, ...STAFF];
