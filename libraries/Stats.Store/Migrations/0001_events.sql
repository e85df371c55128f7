-- Marten's own event tables (string stream identity, default options): what is written here, a Marten DocumentStore loads,
-- aggregates and projects, and the other way round. See docs/adr.
create schema events;

create table events.mt_streams (
    id          varchar not null constraint pkey_mt_streams_id primary key,
    type        varchar null,
    version     bigint null,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    tenant_id   varchar default '*DEFAULT*',
    is_archived boolean default false
);

create table events.mt_events (
    seq_id         bigint not null constraint pkey_mt_events_seq_id primary key,
    id             uuid not null,
    stream_id      varchar constraint fkey_mt_events_stream_id references events.mt_streams (id) on delete cascade,
    version        bigint not null,
    data           jsonb not null,
    bdata          bytea null,
    type           varchar(500) not null,
    timestamp      timestamptz not null default now(),
    tenant_id      varchar default '*DEFAULT*',
    mt_dotnet_type varchar null,
    is_archived    boolean default false
);

create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);

create sequence events.mt_events_sequence owned by events.mt_events.seq_id;

create table events.mt_event_progression (
    name         varchar not null constraint pk_mt_event_progression primary key,
    last_seq_id  bigint null,
    last_updated timestamptz null default transaction_timestamp()
);

create table events.mt_high_water_skips (
    ending_sequence   bigint not null constraint pkey_mt_high_water_skips_ending_sequence primary key,
    starting_sequence bigint not null,
    timestamp         timestamptz null default transaction_timestamp()
);
