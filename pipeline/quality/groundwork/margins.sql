-- The candidates of each sheet in the order of all their votes: the first two are the pair of its margins.
CREATE TEMP TABLE table_place AS
SELECT sheet, candidate, row_number() OVER (
    PARTITION BY sheet ORDER BY sum(votes) DESC NULLS LAST, sum(pct) DESC NULLS LAST, candidate) AS place
FROM area_cell GROUP BY sheet, candidate HAVING NOT is_combined(candidate);

CREATE TEMP TABLE table_pair AS
SELECT sheet, string_agg(candidate, ' and ' ORDER BY place) AS pair
FROM table_place WHERE place < 3 GROUP BY sheet;

-- One row per area: the figures of its sheet's pair, and its own two largest.
CREATE TEMP TABLE area_leaders AS
SELECT c.row_id, any_value(c.decimals) AS decimals, nullif(any_value(coalesce(c.total_votes, c.row_sum)), 0) AS total,
    max(c.votes) FILTER (s.place = 1) - max(c.votes) FILTER (s.place = 2) AS table_pair,
    max(c.pct) FILTER (s.place = 1) - max(c.pct) FILTER (s.place = 2) AS table_pair_pct,
    max(c.votes, 2) AS votes, max(c.pct, 2) AS pcts
FROM area_cell c JOIN table_place s USING (sheet, candidate) GROUP BY c.row_id;
