-- Ids are ASCII. The collation "C" orders them by their bytes, as the services do.

-- The read model. It is computed from the events alone and can be dropped and rebuilt at any time, so no column holds the time of a write.

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

-- One row per match with a known result, including void matches.
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
-- Queries for one competition and season read only the matches of that season.
create index match_competition_season on stats.match (competition_id, season, kickoff);
create index match_home_club on stats.match (home_club_id, kickoff);
create index match_away_club on stats.match (away_club_id, kickoff);

-- Predictions: for each match and model the one that counts, and the late ones. Superseded predictions are not stored.
create table stats.prediction (
    match_id              text collate "C" not null,
    model_id              text collate "C" not null,
    submitted_at          timestamptz not null,
    home_goals            smallint not null,
    away_goals            smallint not null,
    late                  boolean not null,
    -- Whether totalPredictions counts this row for its model: the prediction that counts, or the first late one if none does.
    represents            boolean not null,
    scored                boolean not null,
    -- 0: wrong tendency, or not scored; 1: right tendency; 2: also the right goal difference; 3: the exact score.
    hit                   smallint not null,
    tendency_points       integer not null,
    goal_difference_bonus integer not null,
    exact_score_bonus     integer not null,
    total_points          integer not null,
    primary key (match_id, model_id, submitted_at, home_goals, away_goals)
);

-- Streaks read all predictions of a model. The included columns allow an index-only scan.
create index prediction_model on stats.prediction (model_id, match_id) include (scored, hit);

-- Running sums. A scope is 'overall', 'competition:{id}', 'club:{id}', 'day:{date}', 'competition:{id}@day:{date}' or
-- 'club:{id}@competition:{id}'. Sums of a club are kept by venue, other sums only for 'any'. Rows with an empty season hold the sum over
-- all seasons, so that a page reads the same number of rows however many seasons and competitions there are.
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

-- Not part of the read model: a rebuild keeps the rows, and versions never decrease.

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

-- The generation of the database. It is set when the database is created, and to a higher value after a restore. It counts microseconds
-- since 1970, so that a later value is higher, whichever server sets it.
create table stats.generation (
    id    smallint primary key default 1 check (id = 1),
    value bigint not null
);

insert into stats.generation (value) values ((extract(epoch from clock_timestamp()) * 1000000)::bigint);

-- The log of corrections: the changes that replaced a known result by another revision, in the order in which they happened. It is not
-- part of the read model: a rebuild does not change it. Unlike the rows of stats.change, its rows are never deleted.
create table stats.correction (
    -- The number of the change.
    n             bigint primary key,
    match_id      text collate "C" not null,
    at            timestamptz not null,
    -- The events that the change appended to the stream of the match, except predictions.
    event_ids     uuid[] not null,
    -- The tags of all tables that contained the match before the change, or contain it after it.
    scopes        text[] collate "C" not null,
    before        jsonb not null,
    after         jsonb not null,
    -- The number of models whose rank by average points changed in the table of the competition and season, and the first 100 of them.
    ranks_changed integer not null,
    rank_changes  jsonb not null
);

create index correction_at on stats.correction (at);

-- The corrections of each scope, numbered from 1: reading a page of the log, or counting its entries, takes the same time however long
-- the log is.
create table stats.correction_scope (
    scope text collate "C" not null,
    n     bigint not null references stats.correction (n),
    nth   bigint not null,
    primary key (scope, n)
);
