-- Orders as the marketplace last put them. shop_id leads every key on a claim's path, so that a shop's rows may live
-- together on one shard and every command stays a transaction of that shard.

create table shop_order (
  shop_id text not null,
  id text not null,
  buyer_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  paid_at timestamptz not null,
  estimated_delivery_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id, id)
);

create index shop_order_id on shop_order (id);
create index shop_order_buyer on shop_order (buyer_id, paid_at, id);

create table order_line (
  shop_id text not null,
  order_id text not null,
  id text not null,
  position integer not null,
  -- The order's own fields are repeated here, so that a command reads one row.
  buyer_id text not null,
  currency text not null,
  paid_at timestamptz not null,
  title text not null,
  image_url text,
  sku text,
  quantity integer not null check (quantity > 0),
  amount bigint not null check (amount >= 0),
  shipping bigint not null check (shipping >= 0),
  goods text not null check (goods in ('physical', 'virtual')),
  category text,
  status text not null check (status in ('paid', 'shipped', 'succeeded', 'closed')),
  shipped_at timestamptz,
  received_at timestamptz,
  succeeded_at timestamptz,
  -- R5: what the line's claims have refunded, and what the open ones hold.
  refunded bigint not null default 0 check (refunded >= 0),
  held bigint not null default 0 check (held >= 0),
  -- R10: claims ever opened on the line.
  applications integer not null default 0 check (applications >= 0),
  -- Counts the marketplace's changes: a claim is opened on the line as it was read, or read again.
  revision integer not null default 1,
  primary key (shop_id, order_id, id),
  foreign key (shop_id, order_id) references shop_order (shop_id, id),
  constraint order_line_covers_claims check (refunded + held <= amount + shipping)
);

-- R63: paid lines of a shop in 30 days.
create index order_line_paid on order_line (shop_id, paid_at);
