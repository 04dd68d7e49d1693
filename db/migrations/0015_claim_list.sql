-- A shop with a hundred thousand claims has a few hundred open ones; these are what its people sort and filter all day.
create index claim_shop_open on claim (shop_id, deadline_at, id) where ended_at is null;
