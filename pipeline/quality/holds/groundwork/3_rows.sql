-- The rows of both sides under the names of the kept revision: areas, their cells, lines of results, nominees.
-- `row_key`, `col_key` name a row and a column in words; a name that stands twice gets a number.

CREATE MACRO numbered(name, n) AS CASE WHEN n > 1 THEN name || ' #' || n ELSE name END;

CREATE TEMP TABLE area AS
WITH renamed AS (
    SELECT a.*, CASE WHEN a.is_total THEN 'Totals' ELSE coalesce(m.old_name, a.area) END AS row_name
    FROM raw_area a LEFT JOIN name_pair m
        ON a.side = 'new' AND m.page_id = a.page_id AND m.pair = a.pair AND m.what = 'area' AND m.name = a.area
)
SELECT *, numbered(row_name, row_number() OVER (PARTITION BY side, page_id, pair, row_name ORDER BY geoid, area_link, row_no, area_type, area)) AS row_key
FROM renamed;

CREATE TEMP TABLE cell AS
WITH renamed AS (
    SELECT c.side, c.page_id, c.pair, a.row_key, a.is_total, a.total_votes, c.votes, c.pct, c.party,
        coalesce(m.old_name, c.candidate) AS col_name
    FROM raw_cell c JOIN area a USING (side, page_id, pair, table_no, row_no, area_type, area)
    LEFT JOIN name_pair m
        ON c.side = 'new' AND m.page_id = c.page_id AND m.pair = c.pair AND m.what = 'column' AND m.name = c.candidate
)
SELECT *, numbered(col_name, row_number() OVER (PARTITION BY side, page_id, pair, row_key, col_name ORDER BY party)) AS col_key,
    max(shown_decimals(pct)) OVER (PARTITION BY side, page_id, pair) AS decimals,
    coalesce(total_votes, CASE WHEN count(votes) OVER same_row > 1 THEN sum(votes) OVER same_row END)::BIGINT AS base
FROM renamed WINDOW same_row AS (PARTITION BY side, page_id, pair, row_key);

-- Lines of one name in one contest: those that did not change are the same; the others follow in order.
CREATE TEMP TABLE line AS
WITH renamed AS (
    SELECT r.*, coalesce(m.old_name, r.label) AS col_name
    FROM raw_line r LEFT JOIN name_pair m
        ON r.side = 'new' AND m.page_id = r.page_id AND m.pair = r.pair AND m.what = 'line' AND m.scope = r.contest AND m.name = r.label
        AND is_part(r.line)
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY side, page_id, pair, contest, col_name) AS here,
        row_number() OVER (PARTITION BY side, page_id, pair, contest, col_name, party, votes, pct, electoral_votes ORDER BY row_no) AS nth_alike
    FROM renamed
), found AS (
    SELECT c.*, c.here > 1 AND EXISTS (FROM counted d WHERE d.side <> c.side
        AND (d.page_id, d.pair, d.contest, d.col_name, d.nth_alike) = (c.page_id, c.pair, c.contest, c.col_name, c.nth_alike)
        AND d.party IS NOT DISTINCT FROM c.party AND d.votes IS NOT DISTINCT FROM c.votes
        AND d.pct IS NOT DISTINCT FROM c.pct AND d.electoral_votes IS NOT DISTINCT FROM c.electoral_votes) AS unchanged
    FROM counted c
)
SELECT *, CASE WHEN unchanged THEN concat_ws(' ', col_name, party, votes, pct, electoral_votes, '#' || nth_alike)
        ELSE numbered(col_name, row_number() OVER (PARTITION BY side, page_id, pair, contest, col_name, unchanged ORDER BY row_no)) END AS col_key,
    max(shown_decimals(pct)) OVER (PARTITION BY side, page_id, pair, contest) AS decimals
FROM found;

CREATE TEMP TABLE contest AS
SELECT side, page_id, pair, contest,
    coalesce(max(votes) FILTER (line = 'valid'), max(votes) FILTER (line = 'total')) AS total_votes,
    count(*) FILTER (line = 'total' AND votes IS NOT NULL) AS totals, max(votes) FILTER (line = 'total') AS ballots, max(votes) FILTER (line = 'turnout') AS turnout,
    coalesce(sum(votes) FILTER (is_void(line)), 0)::BIGINT AS void_votes,
    sum(votes) FILTER (is_part(line))::BIGINT AS part_sum, count(*) FILTER (is_part(line)) AS parts,
    sum(pct) FILTER (is_part(line)) AS pct_sum, count(pct) FILTER (is_part(line)) AS parts_with_pct,
    max(pct) FILTER (line = 'total') AS total_pct, max(decimals) AS decimals,
    sum(electoral_votes) FILTER (is_part(line))::BIGINT AS ev_sum, max(electoral_votes) FILTER (line = 'total') AS total_ev
FROM line GROUP BY ALL;

CREATE TEMP TABLE box AS
SELECT b.side, b.page_id, 0 AS pair, b.box_no::VARCHAR AS row_key, b.name, b.name_link, b.party, b.electoral_vote, b.popular_vote,
    b.pct, b.seats, b.is_winner,
    numbered(coalesce(m.old_name, b.name), row_number() OVER (
        PARTITION BY b.side, b.page_id, b.box_no, coalesce(m.old_name, b.name) ORDER BY b.ordinal)) AS col_key
FROM raw_box b LEFT JOIN name_pair m
    ON b.side = 'new' AND m.page_id = b.page_id AND m.what = 'box' AND m.scope = b.box_no::VARCHAR AND m.name = b.name;
