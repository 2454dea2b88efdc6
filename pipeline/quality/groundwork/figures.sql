-- What the checks share: tables that put numbers beside those they have to agree with.
-- Principle: a number is called wrong only where its neighbours show that the comparison holds for this table at all
-- (the other rows sum, the other percentages recompute). Where they do not, the table has another definition.

-- Decimals used by each table by area: one cell with 2 shows that 63 is 63.00.
CREATE TEMP TABLE area_decimals AS
SELECT page_id, table_no, max(shown_decimals(pct)) AS decimals FROM area_results WHERE pct IS NOT NULL GROUP BY ALL;

-- A sheet is what a table by area has of one contest: two rounds that stand side by side are two, each with its own sums.
-- Their areas are the same, so what is asked of the areas alone is asked of the first.
CREATE TEMP TABLE sheet AS
SELECT *, row_number() OVER () AS sheet,
    row_number() OVER (PARTITION BY page_id, table_no ORDER BY len(election_id), election_id) = 1 AS is_first
FROM (SELECT DISTINCT page_id, table_no, election_id FROM areas);

CREATE TEMP TABLE cell_of_sheet AS
SELECT r.*, t.sheet FROM area_results r JOIN sheet t USING (page_id, table_no, election_id);

-- Rows by area with one number each, which joins faster than their key columns, and with what their cells sum to.
CREATE TEMP TABLE area_numbered AS
SELECT a.*, t.sheet, t.is_first, s.row_sum, s.n, s.n_votes, row_number() OVER () AS row_id
FROM areas a JOIN sheet t USING (page_id, table_no, election_id)
LEFT JOIN (
    SELECT sheet, row_no, area_type, area, sum(votes)::BIGINT AS row_sum, count(*) AS n, count(votes) AS n_votes
    FROM cell_of_sheet GROUP BY ALL
) s USING (sheet, row_no, area_type, area);

CREATE TEMP TABLE area_cell AS
SELECT r.*, a.row_id, a.is_first, a.is_total, a.total_votes, d.decimals, a.row_sum, a.n, a.n_votes
FROM cell_of_sheet r
JOIN area_numbered a USING (sheet, row_no, area_type, area)
LEFT JOIN area_decimals d ON (d.page_id, d.table_no) = (r.page_id, r.table_no);
DROP TABLE cell_of_sheet;

-- One row per area: do its candidates sum to its total, and do the other rows of the sheet?
CREATE TEMP TABLE area_row AS
WITH summed AS (
    SELECT *, coalesce(row_sum = total_votes, false)::INT AS sums FROM area_numbered WHERE total_votes IS NOT NULL AND n_votes > 1
), counted AS (SELECT sheet, sum(sums) AS all_that_sum, count(*) AS n_rows FROM summed GROUP BY ALL)
SELECT s.*, c.all_that_sum - s.sums AS others_that_sum, c.n_rows - 1 AS others
FROM summed s JOIN counted c USING (sheet);

-- One row per candidate of a sheet with one Totals row: do the areas sum to it, and do the other columns?
CREATE TEMP TABLE area_column AS
SELECT *, sum(sums) OVER same_sheet - sums AS others_that_sum, count(*) OVER same_sheet - 1 AS others
FROM (
    SELECT page_id, table_no, election_id, sheet, is_first, candidate, party, sum(votes) FILTER (NOT is_total)::BIGINT AS area_sum,
        max(votes) FILTER (is_total) AS stated_total, max(row_no) FILTER (is_total) AS total_row,
        count(*) FILTER (NOT is_total) AS n_areas, count(*) FILTER (NOT is_total AND votes IS NULL) AS unknown,
        coalesce(sum(votes) FILTER (NOT is_total) = max(votes) FILTER (is_total), false)::INT AS sums
    FROM area_cell GROUP BY page_id, table_no, election_id, sheet, is_first, candidate, party
    HAVING count(*) FILTER (is_total) = 1 AND n_areas > 1
)
WHERE stated_total IS NOT NULL AND (unknown = 0 OR sums = 1)
WINDOW same_sheet AS (PARTITION BY sheet);

-- Votes that are at fault themselves: the row lacks exactly what the column has too much, or what the percentage says.
CREATE TEMP TABLE wrong_area_votes AS
SELECT c.*, c.votes + c.total_votes - c.row_sum AS right_votes
FROM area_cell c
JOIN area_row r USING (row_id)
LEFT JOIN area_column k ON k.sheet = c.sheet AND k.candidate = c.candidate AND k.party IS NOT DISTINCT FROM c.party
WHERE r.sums = 0 AND c.n_votes = c.n AND r.others >= 2 AND r.others_that_sum >= 0.75 * r.others
    AND CASE WHEN k.area_sum IS NULL OR k.sums = 1 THEN
            c.total_votes > 0 AND pct_off(c.pct, 100.0 * (c.votes + c.total_votes - c.row_sum) / c.total_votes, c.decimals) <= 0.01
            AND pct_off(c.pct, 100.0 * c.votes / c.total_votes, c.decimals) > 0.01
        WHEN c.is_total THEN k.area_sum = c.votes + c.total_votes - c.row_sum
        ELSE k.area_sum - k.stated_total = c.row_sum - c.total_votes END
QUALIFY count(*) OVER (PARTITION BY c.row_id) = 1;

-- Results tables: one row per contest with its lines summed. Its total is the line of valid votes, if there is one.
CREATE TEMP TABLE contest AS
SELECT page_id, table_no, contest, any_value(election_id) AS election_id,
    CASE WHEN bool_or(line = 'valid' AND votes IS NOT NULL) THEN 'valid' ELSE 'total' END AS total_line,
    coalesce(max(votes) FILTER (line = 'valid'), max(votes) FILTER (line = 'total')) AS total_votes,
    greatest(count(*) FILTER (line = 'total' AND votes IS NOT NULL), count(*) FILTER (line = 'valid' AND votes IS NOT NULL)) AS totals,
    coalesce(sum(votes) FILTER (is_void(line)), 0)::BIGINT AS void_votes,
    max(votes) FILTER (line = 'total') AS ballots,
    sum(votes) FILTER (is_part(line))::BIGINT AS part_sum, count(*) FILTER (is_part(line)) AS parts,
    count(votes) FILTER (is_part(line)) AS parts_with_votes, sum(pct) FILTER (is_part(line)) AS pct_sum,
    count(pct) FILTER (is_part(line)) AS parts_with_pct, max(shown_decimals(pct)) AS decimals
FROM results GROUP BY page_id, table_no, contest;

CREATE TEMP TABLE contest_line AS
SELECT r.*, c.total_votes, c.part_sum, c.parts, c.parts_with_votes, c.parts_with_pct, c.pct_sum, c.decimals, c.totals,
    CASE WHEN c.totals = 1 AND c.total_votes > 0 THEN pct_off(r.pct, 100.0 * r.votes / c.total_votes, c.decimals) END AS off_total,
    CASE WHEN c.part_sum > 0 THEN pct_off(r.pct, 100.0 * r.votes / c.part_sum, c.decimals) END AS off_sum
FROM results r JOIN contest c ON c.page_id = r.page_id AND c.table_no = r.table_no AND c.contest IS NOT DISTINCT FROM r.contest
WHERE is_part(r.line);

-- What the percentages of a contest are of: its total, or the sum of its lines (ballots without a valid vote left out).
CREATE TEMP TABLE contest_base AS
SELECT page_id, table_no, contest,
    count(*) FILTER (off_total <= 0.01) AS fit_total, count(*) FILTER (off_sum <= 0.01) AS fit_sum, count(*) AS compared
FROM contest_line WHERE pct IS NOT NULL AND votes IS NOT NULL GROUP BY ALL;

-- The same candidate elsewhere on the page: in an infobox, in the Totals row of a table by area.
CREATE TEMP TABLE stated_elsewhere AS
SELECT e.page_id, c.name AS candidate, c.popular_vote AS votes
FROM candidates c JOIN elections e USING (election_id) WHERE c.popular_vote IS NOT NULL
UNION ALL BY NAME
SELECT page_id, candidate, votes FROM area_cell WHERE is_total AND is_first AND votes IS NOT NULL AND NOT is_combined(candidate);

-- A candidate's votes at fault: the sum lacks exactly what the percentage, or another place, says this line should have.
CREATE TEMP TABLE wrong_line_votes AS
SELECT l.*, l.votes + l.total_votes - l.part_sum AS right_votes
FROM contest_line l
JOIN contest_base b ON b.page_id = l.page_id AND b.table_no = l.table_no AND b.contest IS NOT DISTINCT FROM l.contest
WHERE l.part_sum <> l.total_votes AND l.totals = 1 AND l.parts = l.parts_with_votes
    AND (
        l.off_total > 0.01 AND b.compared >= 3 AND b.fit_total = b.compared - 1
        AND pct_off(l.pct, 100.0 * (l.votes + l.total_votes - l.part_sum) / l.total_votes, l.decimals) <= 0.01
        OR EXISTS (SELECT 1 FROM stated_elsewhere s WHERE s.page_id = l.page_id AND s.candidate = l.candidate
                   AND s.votes = l.votes + l.total_votes - l.part_sum)
    )
QUALIFY count(*) OVER (PARTITION BY l.page_id, l.table_no, l.contest) = 1;

-- A candidate in an infobox beside the same one's lines in the page's results tables, unless the line itself is wrong.
-- Only tables with two of the infobox's candidates: a party leader's own ward is not the election. A blanket primary has
-- both nominees and is not the election either (`of_primary`), unless the box is the primary's.
CREATE TEMP TABLE infobox_line AS
WITH matched AS (
    SELECT c.*, e.page_id, NOT is_of_primary(concat_ws(' ', e.election_id, e.election_name)) AND coalesce(is_of_primary(r.contest), false)
            AS of_primary, r.votes AS line_votes, r.pct AS line_pct, r.total_votes, r.part_sum, r.decimals, r.off_total, w.row_no AS wrong
    FROM candidates c
    JOIN elections e USING (election_id)
    JOIN contest_line r ON r.page_id = e.page_id AND r.candidate = c.name AND r.line IN ('candidate', 'write_in')
    LEFT JOIN wrong_line_votes w
        ON (w.page_id, w.table_no, w.row_no, w.candidate) = (r.page_id, r.table_no, r.row_no, r.candidate)
    QUALIFY count(DISTINCT c.name) OVER (PARTITION BY c.election_id, r.table_no, r.contest) > 1
)
SELECT election_id, ordinal, page_id, any_value(name) AS name, any_value(popular_vote) AS popular_vote, any_value(pct) AS pct,
    any_value(line_votes) AS votes, any_value(line_pct) AS line_pct, count(*) AS lines, bool_and(of_primary) AS of_primary,
    -- 0 where the infobox is right and the line's own percentage is off, which `result_pct` tells of.
    min(pct_off(pct, 100.0 * line_votes / total_votes, decimals)) FILTER (off_total > 0.011) AS off_line_votes,
    -- 0 where the infobox's percentage is of the lines' sum, and the table's of the ballots cast.
    min(pct_off(pct, 100.0 * popular_vote / nullif(part_sum, 0), shown_decimals(pct))) AS off_part_sum,
    max(decimals) AS decimals, max((line_votes = popular_vote)::INT) AS same_votes
FROM matched WHERE wrong IS NULL GROUP BY election_id, ordinal, page_id;

-- The Totals row of a table by area beside the statewide line of the same candidate, where the page has one such line.
CREATE TEMP TABLE total_line AS
SELECT c.*, r.votes AS line_votes, r.table_no AS line_table_no,
    (c.votes = r.votes)::INT AS agrees,
    sum((c.votes = r.votes)::INT) OVER same_sheet - (c.votes = r.votes)::INT AS others_that_agree
FROM area_cell c
JOIN (
    SELECT * FROM contest_line WHERE line IN ('candidate', 'write_in') AND votes IS NOT NULL AND candidate IS NOT NULL
    QUALIFY count(*) OVER (PARTITION BY page_id, candidate) = 1
) r ON r.page_id = c.page_id AND r.candidate = c.candidate AND r.election_id = c.election_id  -- no primary's areas
LEFT JOIN wrong_line_votes w ON (w.page_id, w.table_no, w.row_no, w.candidate) = (r.page_id, r.table_no, r.row_no, r.candidate)
WHERE c.is_total AND c.votes IS NOT NULL AND NOT is_combined(c.candidate) AND w.row_no IS NULL
WINDOW same_sheet AS (PARTITION BY c.sheet)
QUALIFY count(*) OVER (PARTITION BY c.row_id, c.candidate) = 1;  -- no lines of a fusion ticket
