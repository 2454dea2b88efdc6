-- What has to agree on a page, on each side: sums, shares of sums, the same number in two places. `off` is how far they
-- are apart, 0: they agree. A comparison counts where the kept revision's numbers agreed, which shows that they ought
-- to; so none of them needs to know how a table is meant.

CREATE TEMP TABLE relation AS
WITH row_votes AS (
    SELECT side, page_id, pair, row_key, any_value(total_votes) AS total, sum(votes)::BIGINT AS votes, count(votes) AS n,
        sum(pct) AS pct, count(pct) AS n_pct, max(decimals) AS decimals, list_reverse_sort(list(votes) FILTER (votes IS NOT NULL)) AS leaders,
        list_reverse_sort(list(pct) FILTER (pct IS NOT NULL)) AS leaders_pct
    FROM cell GROUP BY ALL
), column_votes AS (
    SELECT side, page_id, pair, col_key, max(votes) FILTER (is_total) AS stated, sum(votes) FILTER (NOT is_total)::BIGINT AS computed
    FROM cell GROUP BY ALL HAVING count(*) FILTER (is_total) = 1 AND count(*) FILTER (NOT is_total) > 1
), line_leaders AS (
    SELECT side, page_id, pair, contest, list_reverse_sort(list(votes) FILTER (votes IS NOT NULL AND line = 'candidate')) AS leaders,
        max(votes) FILTER (line = 'majority') AS majority
    FROM line GROUP BY ALL
), one_line AS (
    SELECT side, page_id, pair, contest, col_key, votes, pct, electoral_votes, decimals, line FROM line
    WHERE line IN ('candidate', 'party', 'write_in') AND NOT is_combined(label)
)
SELECT side, page_id, pair, 'row_sum' AS relation, row_key, '' AS col_key, total::DOUBLE AS stated, votes::DOUBLE AS computed,
    abs(total - votes)::DOUBLE AS off
FROM row_votes WHERE n > 1 AND total IS NOT NULL
UNION ALL
SELECT side, page_id, pair, 'column_sum', 'Totals', col_key, stated, computed, abs(stated - computed) FROM column_votes
UNION ALL
SELECT side, page_id, pair, 'totals_sum', 'Totals', '', max(total_votes) FILTER (is_total),
    sum(total_votes) FILTER (NOT is_total), abs(max(total_votes) FILTER (is_total) - sum(total_votes) FILTER (NOT is_total))
FROM area GROUP BY side, page_id, pair HAVING count(*) FILTER (is_total) = 1 AND count(*) FILTER (NOT is_total) > 1
UNION ALL
SELECT side, page_id, pair, 'area_share', row_key, col_key, pct, 100.0 * votes / base, share_off(pct, 100.0 * votes / base, decimals)
FROM cell WHERE base > 0
UNION ALL
SELECT side, page_id, pair, 'shares_sum', row_key, '', pct, 100, greatest(0, abs(pct - 100) - n_pct * pow(10, -decimals))
FROM row_votes WHERE n_pct > 1
UNION ALL
SELECT side, page_id, pair, 'margin', row_key, '', abs(a.margin_votes), v.leaders[1] - v.leaders[2], abs(abs(a.margin_votes) - (v.leaders[1] - v.leaders[2]))
FROM area a JOIN row_votes v USING (side, page_id, pair, row_key) WHERE len(v.leaders) > 1
UNION ALL
SELECT side, page_id, pair, 'margin_share', row_key, '', abs(a.margin_pct), v.leaders_pct[1] - v.leaders_pct[2],
    least(share_off(abs(a.margin_pct), v.leaders_pct[1] - v.leaders_pct[2], v.decimals),
          share_off(abs(a.margin_pct), 100.0 * (v.leaders[1] - v.leaders[2]) / coalesce(v.total, v.votes), coalesce(v.decimals, 2)))
FROM area a JOIN row_votes v USING (side, page_id, pair, row_key) WHERE len(v.leaders_pct) > 1 OR len(v.leaders) > 1
UNION ALL
SELECT side, page_id, pair, 'line_sum', contest, '', total_votes, part_sum,
    least(abs(total_votes - part_sum), abs(total_votes - part_sum - void_votes))
FROM contest WHERE parts > 1 AND totals <= 1
UNION ALL
SELECT side, page_id, pair, 'ballots', contest, '', ballots, total_votes + void_votes, abs(ballots - total_votes - void_votes)
FROM contest WHERE ballots <> total_votes AND void_votes > 0
UNION ALL
SELECT side, page_id, pair, 'turnout_sum', contest, '', turnout, part_sum, least(abs(turnout - part_sum), abs(turnout - part_sum - void_votes))
FROM contest WHERE parts > 1
UNION ALL
SELECT l.side, l.page_id, l.pair, 'line_share', l.contest, l.col_key, l.pct, 100.0 * l.votes / nullif(coalesce(c.total_votes, c.part_sum), 0),
    least(share_off(l.pct, 100.0 * l.votes / nullif(c.total_votes, 0), l.decimals), share_off(l.pct, 100.0 * l.votes / nullif(c.part_sum, 0), l.decimals))
FROM line l JOIN contest c USING (side, page_id, pair, contest) WHERE is_part(l.line) AND c.parts > 1
UNION ALL
SELECT side, page_id, pair, 'line_shares_sum', contest, '', pct_sum, coalesce(total_pct, 100),
    greatest(0, abs(pct_sum - coalesce(total_pct, 100)) - parts_with_pct * pow(10, -decimals))
FROM contest WHERE parts_with_pct > 1
UNION ALL
SELECT side, page_id, pair, 'majority', contest, '', majority, leaders[1] - leaders[2], abs(majority - (leaders[1] - leaders[2]))
FROM line_leaders WHERE len(leaders) > 1
UNION ALL
SELECT side, page_id, pair, 'electoral_sum', contest, '', total_ev, ev_sum, abs(total_ev - ev_sum) FROM contest
UNION ALL
SELECT b.side, b.page_id, 0, 'box_line', b.row_key, b.col_key, b.popular_vote, arg_min(l.votes, abs(b.popular_vote - l.votes)), min(abs(b.popular_vote - l.votes))
FROM box b JOIN one_line l USING (side, page_id, col_key) GROUP BY ALL
UNION ALL
SELECT b.side, b.page_id, 0, 'box_line_share', b.row_key, b.col_key, b.pct, arg_min(l.pct, abs(b.pct - l.pct)),
    min(share_off(b.pct, l.pct, least(l.decimals, shown_decimals(b.pct))))
FROM box b JOIN one_line l USING (side, page_id, col_key) WHERE b.pct IS NOT NULL GROUP BY ALL
UNION ALL
SELECT b.side, b.page_id, 0, 'box_line_electoral', b.row_key, b.col_key, b.electoral_vote, arg_min(l.electoral_votes, abs(b.electoral_vote - l.electoral_votes)),
    min(abs(b.electoral_vote - l.electoral_votes))
FROM box b JOIN one_line l USING (side, page_id, col_key) WHERE b.electoral_vote IS NOT NULL GROUP BY ALL
UNION ALL
SELECT b.side, b.page_id, 0, 'box_totals', b.row_key, b.col_key, b.popular_vote, arg_min(c.votes, abs(b.popular_vote - c.votes)), min(abs(b.popular_vote - c.votes))
FROM box b JOIN cell c USING (side, page_id, col_key) WHERE c.is_total GROUP BY ALL
UNION ALL
SELECT c.side, c.page_id, c.pair, 'totals_line', 'Totals', c.col_key, c.votes, arg_min(l.votes, abs(c.votes - l.votes)), min(abs(c.votes - l.votes))
FROM cell c JOIN one_line l USING (side, page_id, col_key) WHERE c.is_total GROUP BY ALL
UNION ALL
-- The same relation seen from the line, so that it tells of the line's own table.
SELECT l.side, l.page_id, l.pair, 'line_totals', l.contest, l.col_key, l.votes, arg_min(c.votes, abs(c.votes - l.votes)), min(abs(c.votes - l.votes))
FROM one_line l JOIN cell c USING (side, page_id, col_key) WHERE c.is_total GROUP BY ALL
UNION ALL
SELECT c.side, c.page_id, c.pair, 'total_contest', c.contest, '', c.total_votes, arg_min(a.total_votes, abs(c.total_votes - a.total_votes)), min(abs(c.total_votes - a.total_votes))
FROM contest c JOIN area a USING (side, page_id) WHERE a.is_total GROUP BY ALL;

CREATE TEMP TABLE relation_change AS
SELECT page_id, pair, relation, row_key, col_key, o.off AS old_off, n.off AS new_off, n.stated, n.computed,
    coalesce(o.off = 0 AND n.off > 0, false) AS broke, coalesce(o.off > 0 AND n.off = 0, false) AS mended
FROM (FROM relation WHERE side = 'old') o JOIN (FROM relation WHERE side = 'new') n USING (page_id, pair, relation, row_key, col_key);

-- How a reader is told that two figures no longer agree.
CREATE TEMP TABLE relation_words AS SELECT * FROM (VALUES
    ('row_sum', 'ROW: the candidates have COMPUTED votes together, the total says STATED'),
    ('column_sum', 'COLUMN: the areas have COMPUTED votes together, the Totals row says STATED'),
    ('totals_sum', 'the areas have COMPUTED votes together, the Totals row says STATED'),
    ('area_share', 'ROW, COLUMN: STATED % is stated, the votes are COMPUTED %'),
    ('shares_sum', 'ROW: the percentages sum to STATED'),
    ('margin', 'ROW: a margin of STATED votes is stated, the votes give COMPUTED'),
    ('margin_share', 'ROW: a margin of STATED % is stated, the figures give COMPUTED %'),
    ('line_sum', 'ROW: the lines have COMPUTED votes together, the total says STATED'),
    ('turnout_sum', 'ROW: the lines have COMPUTED votes together, the turnout says STATED'),
    ('ballots', 'ROW: valid and invalid votes are COMPUTED together, the total says STATED'),
    ('line_share', 'ROW, COLUMN: STATED % is stated, the votes are COMPUTED %'),
    ('line_shares_sum', 'ROW: the percentages sum to STATED, not COMPUTED'),
    ('majority', 'ROW: a majority of STATED is stated, the votes give COMPUTED'),
    ('electoral_sum', 'ROW: the lines have COMPUTED electoral votes together, the total says STATED'),
    ('box_line', 'COLUMN: the infobox says STATED votes, the results COMPUTED'),
    ('box_line_share', 'COLUMN: the infobox says STATED %, the results COMPUTED %'),
    ('box_line_electoral', 'COLUMN: the infobox says STATED electoral votes, the results COMPUTED'),
    ('box_totals', 'COLUMN: the infobox says STATED votes, the Totals row COMPUTED'),
    ('totals_line', 'COLUMN: the Totals row says STATED votes, the results COMPUTED'),
    ('line_totals', 'COLUMN: the results say STATED votes, the Totals row COMPUTED'),
    ('total_contest', 'the results say STATED votes in all, the Totals row COMPUTED')
) AS relation_words(relation, words);
