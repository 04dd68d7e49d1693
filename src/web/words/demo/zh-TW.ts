import type { DemoWords } from './zh-CN.ts';

export const words: DemoWords = {
  title: '體驗公道',
  lede: '這是一個虛構的商城：選一個人，從 TA 的角度走完一場售後糾紛，看規則、時限和判定怎樣運轉。',
  time: '這裡的時間由您撥動，一小時或一天都只要一按；隨時可以換個身分，看看對方看到了什麼。',
  begin: '從這裡開始',
  become: (name) => `成為 TA（${name}）`,
  becomeThem: '成為 TA',
  groups: {
    buyer: '買了東西，想討個說法',
    seller: '開店做生意，按時限答覆',
    mediator: '看雙方憑證，作出判定',
    supervisor: '覆核判定，處理申訴',
    operator: '管策略、日曆和報表',
  },
  staffSignIn: '工作人員登入',
  welcomeTitle: '歡迎來到公道',
  welcome: '售後與糾紛的頁面由商城裡的連結開啟：請從您的訂單頁面或店鋪後台進入。',
  bar: {
    name: '演示工具',
    who: '目前身分',
    change: '換個身分',
    clock: '演示時間',
    hour: '+1 小時',
    day: '+1 天',
    deadline: '到下一個時限',
    expand: '展開演示工具',
    collapse: '收合演示工具',
  },
};
