-- What the queue filters and sorts by, beside the claim's state. Computed by the server, so that no writer can forget
-- one. Adding them rewrites the table once.
alter table claim
  add column reason text generated always as (state #>> '{terms,reason}') stored,
  add column remedy text generated always as (state #>> '{terms,remedy}') stored,
  add column amount bigint generated always as ((state #>> '{terms,amount}')::bigint) stored,
  add column suspended boolean generated always as ((state #>> '{state,suspended}') is not null) stored,
  add column owner_role text generated always as (state #>> '{intervention,owner,role}') stored,
  -- A stage as the outside names it.
  add column shown_stage text generated always as (
    case when stage = 'required' then 'evidence'
         when stage = 'reply' and (state #>> '{state,stage,party}') = 'seller' then 'seller_reply'
         when stage = 'reply' then 'evidence'
         else stage end) stored,
  -- Overdue reviews first, then those under way, then what the parties are still at.
  add column queue_rank smallint generated always as (
    case when overdue then 0 when stage in ('review', 'awaiting_approval') then 1 else 2 end) stored;

-- Everything that waits for staff, in the queue's own order, with whatever a filter may ask: any filter and any count is
-- answered from this index alone, however many claims wait.
drop index claim_queue;
create index claim_queue on claim (queue_rank, deadline_at, id)
  include (shop_id, buyer_id, order_id, status, shown_stage, owner_id, owner_role, level, overdue, appeal_pending, suspended,
           reason, remedy, amount, intervened_at)
  where status = 'in_intervention' or appeal_pending;

-- Who rules how much, and how often that is overturned.
create index claim_event_ruling on claim_event (at) where type in ('ruling.issued', 'appeal.decided');

-- What staff write down for each other. No party ever sees one.
create table note (
  shop_id text not null,
  claim_id text not null,
  id text not null,
  -- In which order they were written: a sandbox's clock may stand still.
  number bigint generated always as identity,
  author_id text not null,
  author_role text not null check (author_role in ('mediator', 'supervisor', 'operator')),
  words text not null,
  at timestamptz not null,
  primary key (shop_id, claim_id, id),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);

create unique index note_number on note (shop_id, claim_id, number);

create trigger note_append_only before delete or update or truncate on note
  for each statement execute function refuse_rewriting();

-- Who of the staff looks at a claim just now, one row a window. Nothing is lost when the server forgets it, so it is
-- not logged; it is dated by the machine's clock in a sandbox too, for it is about people and not about claims.
create unlogged table claim_viewing (
  shop_id text not null,
  claim_id text not null,
  window_id text not null,
  user_id text not null,
  role text not null check (role in ('mediator', 'supervisor', 'operator')),
  since timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (shop_id, claim_id, window_id)
);

create index claim_viewing_seen on claim_viewing (seen_at);

-- A view of the queue that somebody of the staff has kept for themselves.
create table queue_view (
  user_id text not null,
  id text not null,
  name text not null,
  -- The query of GET /v1/queue.
  filter jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (user_id, id),
  unique (user_id, name)
);

-- What staff say again and again, in every language, with {placeholders} that the claim fills in.
create table message_template (
  id text primary key,
  -- By language.
  names jsonb not null,
  words jsonb not null,
  used_for text[] not null check (used_for <@ array['message', 'evidence', 'finding'] and cardinality(used_for) > 0),
  updated_at timestamptz not null default clock_timestamp(),
  updated_by text
);

insert into message_template (id, used_for, names, words) values
  ('tpl_received', '{message}',
   '{"zh-CN": "平台已受理", "zh-TW": "平台已受理", "en": "We have taken the case"}',
   '{"zh-CN": "您好，订单 {order} 的争议已由平台受理。我们会核对双方提交的凭证后作出判定。处理期间请不要自行退货或付款。",
     "zh-TW": "您好，訂單 {order} 的爭議已由平台受理。我們會在核對雙方提交的憑證後作出判定。處理期間請勿自行退貨或付款。",
     "en": "Hello. We have taken up the dispute about order {order}. We will weigh what both sides have shown and then rule. Until then, please do not send goods back or pay each other directly."}'),
  ('tpl_settle', '{message}',
   '{"zh-CN": "建议双方协商", "zh-TW": "建議雙方協商", "en": "Suggest a settlement"}',
   '{"zh-CN": "{buyer} 申请{remedy}，金额 {amount}，原因是“{reason}”。双方若愿意，可以在平台判定前自行达成协议，协议达成后即按协议办理。",
     "zh-TW": "{buyer} 申請{remedy}，金額 {amount}，原因為「{reason}」。雙方若願意，可在平台判定前自行達成協議，達成後即依協議辦理。",
     "en": "{buyer} asks for: {remedy}, {amount}, because of “{reason}”. If both of you wish, you can still settle before we rule; what you agree on is then carried out."}'),
  ('tpl_defect_photos', '{evidence}',
   '{"zh-CN": "要求瑕疵照片或视频", "zh-TW": "要求瑕疵照片或影片", "en": "Ask for pictures of the defect"}',
   '{"zh-CN": "请提交能看清“{goods}”问题部位的照片或视频，并包含商品全貌、吊牌或序列号以及外包装面单。",
     "zh-TW": "請提交能看清「{goods}」問題部位的照片或影片，並包含商品全貌、吊牌或序號，以及外包裝的託運單。",
     "en": "Please show pictures or a video in which the defect of “{goods}” can be seen clearly, together with the whole item, its tag or serial number, and the shipping label on the parcel."}'),
  ('tpl_quality_report', '{evidence}',
   '{"zh-CN": "要求质检或鉴定报告", "zh-TW": "要求質檢或鑑定報告", "en": "Ask for an inspection report"}',
   '{"zh-CN": "请提交由有资质的机构出具的质检或鉴定报告，报告应写明“{goods}”的品牌、型号和检验结论。",
     "zh-TW": "請提交由具資格之機構出具的質檢或鑑定報告，報告應載明「{goods}」的品牌、型號與檢驗結論。",
     "en": "Please provide a report by an accredited laboratory or appraiser that names the brand and model of “{goods}” and says what was found."}'),
  ('tpl_delivery_proof', '{evidence}',
   '{"zh-CN": "要求签收凭证", "zh-TW": "要求簽收憑證", "en": "Ask for proof of delivery"}',
   '{"zh-CN": "请提交承运人出具的签收底单或物流证明，写明收件人、签收时间和签收地点。",
     "zh-TW": "請提交物流業者出具的簽收單或配送證明，載明收件人、簽收時間與簽收地點。",
     "en": "Please provide the carrier''s proof of delivery with the name of the recipient, the time and the place."}'),
  ('tpl_late', '{message}',
   '{"zh-CN": "提醒举证时限", "zh-TW": "提醒舉證期限", "en": "Remind of the deadline"}',
   '{"zh-CN": "请在 {deadline} 前提交凭证。逾期未提交的，平台将依据已有凭证判定。",
     "zh-TW": "請於 {deadline} 前提交憑證。逾期未提交者，平台將依現有憑證判定。",
     "en": "Please hand in your evidence by {deadline}. After that we rule on what has been shown."}'),
  ('tpl_finding_defect', '{finding}',
   '{"zh-CN": "认定：商品存在质量问题", "zh-TW": "認定：商品有品質問題", "en": "Finding: the goods are defective"}',
   '{"zh-CN": "买家提交的凭证能够证明“{goods}”在签收时已存在所述问题，卖家未提交相反证据。",
     "zh-TW": "買家提交的憑證足以證明「{goods}」於簽收時已存在所述問題，賣家未提出反證。",
     "en": "What the buyer has shown proves that “{goods}” had the defect when it was delivered; the seller has shown nothing to the contrary."}'),
  ('tpl_finding_unproven', '{finding}',
   '{"zh-CN": "认定：所述问题未能证明", "zh-TW": "認定：所述問題未能證明", "en": "Finding: the defect is not proven"}',
   '{"zh-CN": "买家就“{reason}”负有举证责任，所提交的凭证不能证明“{goods}”存在所述问题。",
     "zh-TW": "買家就「{reason}」負有舉證責任，所提交的憑證不足以證明「{goods}」存在所述問題。",
     "en": "It is for the buyer to prove “{reason}”, and what was shown does not prove it of “{goods}”."}'),
  ('tpl_finding_undelivered', '{finding}',
   '{"zh-CN": "认定：未能证明送达", "zh-TW": "認定：未能證明送達", "en": "Finding: delivery is not proven"}',
   '{"zh-CN": "卖家未能提交“{goods}”由买家本人或其指定的人签收的证明，视为未送达。",
     "zh-TW": "賣家未能提出「{goods}」由買家本人或其指定之人簽收的證明，視為未送達。",
     "en": "The seller has not shown that the buyer, or somebody the buyer named, accepted “{goods}”; it counts as not delivered."}');
