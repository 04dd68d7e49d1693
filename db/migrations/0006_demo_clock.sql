-- One row where the demo marketplace lives, none elsewhere. Its clock ticks like the machine's, so much ahead of it.
create table demo_clock (
  singleton boolean primary key default true check (singleton),
  -- When the story told in the demo ends and the visitor's begins.
  anchor timestamptz not null,
  -- Milliseconds ahead of the machine's clock; null while the story is being written on the sandbox's clock.
  ahead bigint,
  -- Where it was stopped: time passes in the demo only while it is served.
  stopped_at timestamptz
);
