export const words = {
  title: '体验公道',
  lede: '这是一个虚构的商城：选一个人，从 TA 的角度走完一场售后纠纷，看规则、时限和判定怎样运转。',
  time: '这里的时间由您拨动，一小时或一天都只要一按；随时可以换个身份，看看对方看到了什么。',
  begin: '从这里开始',
  become: (name: string) => `成为 TA（${name}）`,
  becomeThem: '成为 TA',
  groups: {
    buyer: '买了东西，想讨个说法',
    seller: '开店做生意，按时限答复',
    mediator: '看双方凭证，作出判定',
    supervisor: '复核判定，处理申诉',
    operator: '管策略、日历和报表',
  },
  staffSignIn: '工作人员登录',
  welcomeTitle: '欢迎来到公道',
  welcome: '售后与纠纷的页面由商城里的链接打开：请从您的订单页面或店铺后台进入。',
  bar: {
    name: '演示工具',
    who: '当前身份',
    change: '换个身份',
    clock: '演示时间',
    hour: '+1 小时',
    day: '+1 天',
    deadline: '到下一个时限',
    expand: '展开演示工具',
    collapse: '收起演示工具',
  },
};

export type DemoWords = typeof words;
