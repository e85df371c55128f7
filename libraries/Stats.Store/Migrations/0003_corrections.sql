-- The log of corrections: of the changes those that brought another revision of a known result into force. It tells what happened, in
-- the order in which it happened, so it is no read model: a rebuild leaves it as it is. Kept for ever, unlike stats.change.
create table stats.correction (
    -- The number of the change.
    n             bigint primary key,
    match_id      text collate "C" not null,
    at            timestamptz not null,
    -- What it appended to the match's stream, but for predictions.
    event_ids     uuid[] not null,
    -- The tags of all tables that the match was in before or is in now.
    scopes        text[] collate "C" not null,
    before        jsonb not null,
    after         jsonb not null,
    -- Models whose rank by average points it changed in the table of its competition and season, and the first hundred of them.
    ranks_changed integer not null,
    rank_changes  jsonb not null
);

create index correction_at on stats.correction (at);
create index correction_scopes on stats.correction using gin (scopes);
