-- Sums over all seasons (their season is empty), and sums of all competitions by day: the pages that need them add up the same number of
-- rows however many seasons and leagues there are. Whoever scores waits for this. ScoringService of an older version doesn't write
-- them: if one ran after this, `statsctl rebuild` puts them right.
select pg_advisory_xact_lock(91621338403585);

insert into stats.standing
select scope, '', venue, model_id, sum(total_predictions), sum(scored_predictions), sum(total_points), sum(exact_scores),
    sum(correct_tendencies), sum(correct_differences)
from stats.standing
group by scope, venue, model_id;

insert into stats.standing
select
    'day:' || to_char(m.kickoff at time zone 'UTC', 'YYYY-MM-DD'), m.season, 'any', p.model_id, count(*), count(*) filter (where p.scored),
    sum(p.total_points), count(*) filter (where p.hit >= 3), count(*) filter (where p.hit >= 1), count(*) filter (where p.hit >= 2)
from stats.match m join stats.prediction p on p.match_id = m.id and p.represents
group by 1, 2, 4;

-- The streaks of a model read all of its predictions, which lie wherever their matches do: what they need is in the index.
drop index stats.prediction_model;
create index prediction_model on stats.prediction (model_id, match_id) include (scored, hit);

-- What is answered from the facts of one competition and season finds its matches without those of other seasons.
create index match_competition_season on stats.match (competition_id, season, kickoff);
