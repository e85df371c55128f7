-- Ids are ASCII; the collation "C" makes their order ordinal, as in the services.

-- Read model: a function of the events alone, thrown away and rebuilt at will. No column holds the time of writing.

create table stats.competition (
    id       text collate "C" primary key,
    name     text not null,
    named_at timestamptz not null
);

create table stats.club (
    id       text collate "C" primary key,
    name     text not null,
    named_at timestamptz not null
);

create table stats.model (
    id       text collate "C" primary key,
    name     text not null,
    provider text not null,
    named_at timestamptz not null
);

-- One row per match with a known result, void or not.
create table stats.match (
    id                    text collate "C" primary key,
    competition_id        text collate "C" not null,
    season                text collate "C" not null,
    home_club_id          text collate "C" not null,
    away_club_id          text collate "C" not null,
    kickoff               timestamptz not null,
    revision              integer not null,
    voided                boolean not null,
    home_goals            smallint not null,
    away_goals            smallint not null,
    extra_time_home       smallint null,
    extra_time_away       smallint null,
    penalties_home        smallint null,
    penalties_away        smallint null,
    predicted_home        integer not null,
    predicted_draw        integer not null,
    predicted_away        integer not null,
    quota_home            integer not null,
    quota_draw            integer not null,
    quota_away            integer not null,
    min_quota             integer not null,
    max_quota             integer not null,
    goal_difference_bonus integer not null,
    exact_score_bonus     integer not null
);

create index match_kickoff on stats.match (kickoff, id);
create index match_season on stats.match (season, kickoff);
create index match_competition on stats.match (competition_id, kickoff);
-- What is answered from the facts of one competition and season finds its matches without those of other seasons.
create index match_competition_season on stats.match (competition_id, season, kickoff);
create index match_home_club on stats.match (home_club_id, kickoff);
create index match_away_club on stats.match (away_club_id, kickoff);

-- The facts. Per match and model: the prediction that counts, and the late ones; never superseded ones.
create table stats.prediction (
    match_id              text collate "C" not null,
    model_id              text collate "C" not null,
    submitted_at          timestamptz not null,
    home_goals            smallint not null,
    away_goals            smallint not null,
    late                  boolean not null,
    -- Stands for its model in totalPredictions: the one that counts, else the first of the late ones.
    represents            boolean not null,
    scored                boolean not null,
    -- 0 wrong tendency or not scored, 1 right tendency, 2 and right goal difference, 3 and exact.
    hit                   smallint not null,
    tendency_points       integer not null,
    goal_difference_bonus integer not null,
    exact_score_bonus     integer not null,
    total_points          integer not null,
    primary key (match_id, model_id, submitted_at, home_goals, away_goals)
);

-- The streaks of a model read all of its predictions, which lie wherever their matches do: what they need is in the index.
create index prediction_model on stats.prediction (model_id, match_id) include (scored, hit);

-- Running sums. A scope is 'overall', 'competition:{id}', 'club:{id}' (whose row says where it played), 'day:{date}',
-- 'competition:{id}@day:{date}', or 'club:{id}@competition:{id}'. An empty season is the sum over all seasons: pages add up the same number of rows however many seasons
-- and leagues there are.
create table stats.standing (
    scope               text collate "C" not null,
    season              text collate "C" not null,
    venue               text collate "C" not null check (venue in ('any', 'home', 'away')),
    model_id            text collate "C" not null,
    total_predictions   bigint not null,
    scored_predictions  bigint not null,
    total_points        bigint not null,
    exact_scores        bigint not null,
    correct_tendencies  bigint not null,
    correct_differences bigint not null,
    primary key (scope, season, venue, model_id)
);

-- Not read model: never lowered, not even by a rebuild.

create table stats.tag_version (
    tag     text collate "C" primary key,
    version bigint not null
);

create table stats.change (
    n          bigint primary key,
    generation bigint not null,
    position   bigint not null,
    match_id   text collate "C" not null,
    tags       jsonb not null,
    at         timestamptz not null
);

create index change_at on stats.change (at);

-- Which life of the database this is: drawn now, and again (higher) after a restore. Microseconds since 1970, so that a
-- later one is higher wherever it is drawn.
create table stats.generation (
    id    smallint primary key default 1 check (id = 1),
    value bigint not null
);

insert into stats.generation (value) values ((extract(epoch from clock_timestamp()) * 1000000)::bigint);

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

-- The corrections of each scope, numbered: a page of the log and the number of its entries are look-ups, however long the log is.
create table stats.correction_scope (
    scope text collate "C" not null,
    n     bigint not null references stats.correction (n),
    nth   bigint not null,
    primary key (scope, n)
);
