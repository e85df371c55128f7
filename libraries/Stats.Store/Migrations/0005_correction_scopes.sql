-- The corrections of each scope, numbered: a page of the log and the number of its entries are look-ups, however long the log is.
-- Whoever scores waits for this.
select pg_advisory_xact_lock(91621338403585);

create table stats.correction_scope (
    scope text collate "C" not null,
    n     bigint not null references stats.correction (n),
    nth   bigint not null,
    primary key (scope, n)
);

insert into stats.correction_scope
select each.scope, c.n, row_number() over (partition by each.scope order by c.n)
from stats.correction c cross join lateral unnest(c.scopes) as each (scope);

drop index stats.correction_scopes;
