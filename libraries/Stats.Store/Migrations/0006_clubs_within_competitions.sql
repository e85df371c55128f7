-- Sums of each club within each of its competitions, over all seasons: what a page of a club in one competition shows, however many
-- seasons lie behind it. Whoever scores waits for this. ScoringService of an older version doesn't write them: if one ran after this,
-- `statsctl rebuild` puts them right.
select pg_advisory_xact_lock(91621338403585);

insert into stats.standing
select
    'club:' || side.club_id || '@competition:' || m.competition_id, '', side.venue, p.model_id, count(*), count(*) filter (where p.scored),
    sum(p.total_points), count(*) filter (where p.hit >= 3), count(*) filter (where p.hit >= 1), count(*) filter (where p.hit >= 2)
from stats.match m
join stats.prediction p on p.match_id = m.id and p.represents
cross join lateral (values (m.home_club_id, 'home'), (m.away_club_id, 'away')) as side (club_id, venue)
group by 1, 3, 4;
