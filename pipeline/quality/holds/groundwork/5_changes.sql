-- Every figure of both sides, those that changed, and whether the change explains itself: it mends what did not agree,
-- or it follows from another figure (a share from its votes, a Totals row from its areas).

CREATE TEMP TABLE figure AS
SELECT side, page_id, pair, CASE WHEN is_total THEN 'totals votes' ELSE 'area votes' END AS kind, row_key, col_key,
    votes::DOUBLE AS value, base::DOUBLE AS whole FROM cell
UNION ALL
SELECT side, page_id, pair, 'area share', row_key, col_key, pct, 100 FROM cell
UNION ALL
SELECT side, page_id, pair, CASE WHEN is_total THEN 'totals total' ELSE 'area total' END, row_key, '', total_votes, total_votes FROM area
UNION ALL
SELECT side, page_id, pair, 'margin', row_key, '', margin_votes, total_votes FROM area
UNION ALL
SELECT side, page_id, pair, 'margin share', row_key, '', margin_pct, 100 FROM area
UNION ALL
SELECT l.side, l.page_id, l.pair, CASE WHEN is_part(l.line) THEN 'line votes' WHEN l.line IN ('total', 'valid') THEN 'line total'
        WHEN l.line IN ('majority', 'turnout') THEN l.line || ' votes' WHEN is_void(l.line) THEN 'void votes' ELSE 'line other' END,
    l.contest, l.col_key, l.votes, coalesce(c.total_votes, c.part_sum)
FROM line l JOIN contest c USING (side, page_id, pair, contest)
UNION ALL
SELECT side, page_id, pair, 'line share', contest, col_key, pct, 100 FROM line
UNION ALL
SELECT side, page_id, pair, 'line electoral', contest, col_key, electoral_votes, NULL FROM line
UNION ALL
SELECT side, page_id, 0, 'box votes', row_key, col_key, popular_vote, sum(popular_vote) OVER (PARTITION BY side, page_id, row_key) FROM box
UNION ALL
SELECT side, page_id, 0, 'box share', row_key, col_key, pct, 100 FROM box
UNION ALL
SELECT side, page_id, 0, 'box electoral', row_key, col_key, electoral_vote, NULL FROM box
UNION ALL
SELECT side, page_id, 0, 'seats', row_key, col_key, seats, NULL FROM box
UNION ALL
SELECT side, page_id, 0, 'turnout', 'turnout', '', turnout_pct, 100 FROM elections
QUALIFY row_number() OVER (PARTITION BY side, page_id ORDER BY infobox_no) = 1;

-- Which comparisons a kind of figure is part of: of its own row, of its own column, or of the whole table; `follows`
-- where the figure is made from the others in it.
CREATE TEMP TABLE part_of AS SELECT * FROM (VALUES
    ('area votes', 'row_sum', true, false, false), ('area votes', 'column_sum', false, true, false),
    ('area votes', 'area_share', true, true, false), ('area votes', 'margin', true, false, false),
    ('totals votes', 'row_sum', true, false, false), ('totals votes', 'column_sum', true, true, true),
    ('totals votes', 'area_share', true, true, false), ('totals votes', 'totals_line', true, true, false),
    ('area total', 'row_sum', true, false, true), ('area total', 'totals_sum', false, false, false),
    ('area total', 'area_share', true, false, false),
    ('totals total', 'row_sum', true, false, true), ('totals total', 'totals_sum', true, false, true),
    ('area share', 'area_share', true, true, true), ('area share', 'shares_sum', true, false, false),
    ('margin', 'margin', true, false, true), ('margin share', 'margin_share', true, false, true),
    ('line votes', 'line_sum', true, false, false), ('line votes', 'line_share', true, true, false),
    ('line votes', 'turnout_sum', true, false, false), ('turnout votes', 'turnout_sum', true, false, true),
    ('void votes', 'ballots', true, false, false), ('void votes', 'line_sum', true, false, false), ('void votes', 'turnout_sum', true, false, false),
    ('line votes', 'majority', true, false, false), ('line votes', 'line_totals', true, true, true),
    ('line total', 'line_sum', true, false, true), ('line total', 'ballots', true, false, false),
    ('line total', 'total_contest', true, false, false), ('majority votes', 'majority', true, false, true),
    ('line share', 'line_share', true, true, true), ('line share', 'line_shares_sum', true, false, false),
    ('line electoral', 'electoral_sum', true, false, false),
    ('box votes', 'box_line', true, true, true), ('box votes', 'box_totals', true, true, true),
    ('box share', 'box_line_share', true, true, true), ('box electoral', 'box_line_electoral', true, true, true)
) AS part_of(kind, relation, by_row, by_column, follows);

-- One row per figure that both sides have a place for and that is another now. A share written with fewer decimals is
-- the same share.
CREATE TEMP TABLE figure_change AS
WITH paired AS (
    SELECT page_id, pair, kind, row_key, col_key, o.value AS old_value, n.value AS new_value, o.whole,
        kind LIKE '%share' OR kind = 'turnout' AS is_share
    FROM (FROM figure WHERE side = 'old' AND value IS NOT NULL) o
    JOIN (FROM figure WHERE side = 'new') n USING (page_id, pair, kind, row_key, col_key)
    WHERE n.value IS DISTINCT FROM o.value
), changed AS (
    SELECT * FROM paired
    WHERE NOT is_share OR new_value IS NULL
        OR abs(old_value - new_value) >= pow(10, -least(shown_decimals(old_value), shown_decimals(new_value))) - 1e-9
        OR shown_decimals(old_value) = shown_decimals(new_value)
)
-- “Others” become fewer where a candidate gets an own line or column and the sum stays.
, split AS (
    SELECT page_id, pair, contest AS row_key, 'line votes' AS kind FROM (FROM contest WHERE side = 'old') o
    JOIN (FROM contest WHERE side = 'new') n USING (page_id, pair, contest) WHERE n.part_sum = o.part_sum AND n.parts <> o.parts
    UNION ALL
    SELECT page_id, pair, row_key, unnest(['area votes', 'totals votes']) FROM (
        SELECT side, page_id, pair, row_key, count(votes) AS n, sum(votes) AS votes FROM cell GROUP BY ALL)
    GROUP BY page_id, pair, row_key HAVING count(DISTINCT n) = 2 AND count(DISTINCT votes) = 1
)
SELECT c.page_id, c.pair, c.kind, c.row_key, c.col_key, c.is_share, any_value(c.old_value) AS old_value, any_value(c.new_value) AS new_value,
    any_value(c.whole) AS whole,
    coalesce(bool_or(r.mended), false) OR is_combined(c.col_key) AND c.col_key <> '' AND EXISTS (
        FROM split s WHERE (s.page_id, s.pair, s.row_key, s.kind) = (c.page_id, c.pair, c.row_key, c.kind)) AS mends, coalesce(bool_or(p.follows AND r.new_off = 0), false) AS follows
FROM changed c
LEFT JOIN part_of p USING (kind)
LEFT JOIN relation_change r ON r.page_id = c.page_id AND r.pair = c.pair AND r.relation = p.relation
    AND (NOT p.by_row OR r.row_key = c.row_key) AND (NOT p.by_column OR r.col_key = c.col_key)
GROUP BY c.page_id, c.pair, c.kind, c.row_key, c.col_key, c.is_share;

-- Figures as a reader names them: "Essex, John Kerry", "John Kerry" for a line of results or an infobox.
CREATE MACRO place_words(kind, row_key, col_key) AS CASE
    WHEN kind LIKE 'box%' OR kind = 'seats' THEN col_key || ' (infobox)' WHEN kind = 'turnout' THEN 'turnout (infobox)'
    WHEN kind LIKE 'line%' OR kind IN ('majority votes', 'turnout votes', 'void votes') THEN concat_ws(', ', nullif(row_key, ''), col_key)
    ELSE concat_ws(', ', row_key, nullif(col_key, '')) END;
CREATE MACRO unit_words(kind) AS CASE
    WHEN kind LIKE '%share' OR kind = 'turnout' THEN ' %' WHEN kind LIKE '%electoral' THEN ' electoral votes' WHEN kind = 'seats' THEN ' seats'
    ELSE ' votes' END;
-- A number as people write it: 1,803,800 and 61.94.
CREATE MACRO figure_words(x) AS CASE WHEN x IS NULL THEN 'nothing' WHEN x = floor(x) THEN format('{:,}', x::BIGINT)
    ELSE regexp_replace(printf('%.3f', x), '\.?0+$', '') END;
