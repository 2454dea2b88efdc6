-- Views that an analyst wants first. Every view carries its meaning as a comment.

-- On election night rows are blank, full of zeros, or half counted: nobody is called winner who is not sure to lead. Where
-- some candidate's figure is missing, the leader has to have more than all the votes that nobody is shown to have.
CREATE VIEW county_results AS
WITH lines AS (  -- a fusion ticket's lines are one candidate
    SELECT election_id, page_id, table_no, row_no, area_type, area, candidate,
        arg_max(party, coalesce(votes, 0)) AS party, sum(votes)::BIGINT AS votes, sum(pct) AS pct,
        -- Don Blankenship, where a header has surnames alone, is a candidate.
        regexp_matches(candidate, '^(others?|various|write-?ins?|scatter(ing|ed)?|undecided|none|blanks?|totals?)\b', 'i') AS combined
    FROM area_results WHERE area_type = 'county' GROUP BY ALL
),
told AS (
    SELECT *,
        count(*) FILTER (NOT combined AND votes IS NULL) OVER area AS without_votes,
        count(*) FILTER (NOT combined AND pct IS NULL) OVER area AS without_pct
    FROM lines WINDOW area AS (PARTITION BY election_id, page_id, table_no, row_no, area_type, area)
),
ranked AS (
    SELECT *, without_votes > 0 AND without_pct > 0 AS incomplete,
        CASE WHEN without_votes > 0 AND without_pct = 0 THEN pct ELSE votes END AS figure,
        row_number() OVER (
            PARTITION BY election_id, page_id, table_no, row_no, area_type, area
            ORDER BY combined, figure DESC NULLS LAST, votes DESC NULLS LAST, candidate
        ) AS place
    FROM told
),
leaders AS (
    SELECT election_id, page_id, table_no, row_no, area_type, area,
        max(candidate) FILTER (place = 1 AND NOT combined) AS winner,
        max(party) FILTER (place = 1 AND NOT combined) AS winner_party,
        max(votes) FILTER (place = 1 AND NOT combined) AS winner_votes,
        max(pct) FILTER (place = 1 AND NOT combined) AS winner_pct,
        max(figure) FILTER (place = 1 AND NOT combined) AS first_figure,
        max(candidate) FILTER (place = 2 AND NOT combined) AS runner_up,
        max(party) FILTER (place = 2 AND NOT combined) AS runner_up_party,
        max(votes) FILTER (place = 2 AND NOT combined) AS runner_up_votes,
        max(pct) FILTER (place = 2 AND NOT combined) AS runner_up_pct,
        max(figure) FILTER (place = 2 AND NOT combined) AS second_figure,
        bool_or(incomplete) AS incomplete,
        sum(votes) FILTER (place > 2 OR combined) AS other_votes,
        sum(votes) FILTER (party LIKE 'Democratic%' AND party NOT LIKE '%Republican%') AS democratic_votes,
        sum(votes) FILTER (party LIKE 'Republican%') AS republican_votes,
        sum(votes) AS sum_of_votes
    FROM ranked
    GROUP BY election_id, page_id, table_no, row_no, area_type, area
),
judged AS (
    SELECT l.*, a.total_votes, a.geoid, a.ocd_id, a.margin_votes, a.margin_pct, coalesce(l.first_figure > 0, false)
            AND (NOT incomplete OR coalesce(a.total_votes - sum_of_votes < first_figure, false)) AS counted,
        counted AND (NOT incomplete OR coalesce(a.total_votes - sum_of_votes < second_figure, false)) AS seconded,
        counted AND first_figure IS DISTINCT FROM second_figure AS won
    FROM leaders l JOIN areas a USING (election_id, page_id, table_no, row_no, area_type, area)
    WHERE NOT a.is_total
),
wide AS (
    SELECT * REPLACE (
        CASE WHEN won THEN winner END AS winner,
        CASE WHEN won THEN winner_party END AS winner_party,
        CASE WHEN counted THEN winner_votes END AS winner_votes,
        CASE WHEN counted THEN winner_pct END AS winner_pct,
        CASE WHEN won AND seconded THEN runner_up END AS runner_up,
        CASE WHEN won AND seconded THEN runner_up_party END AS runner_up_party,
        CASE WHEN seconded THEN runner_up_votes END AS runner_up_votes,
        CASE WHEN seconded THEN runner_up_pct END AS runner_up_pct
    ) FROM judged
)
SELECT p.title, w.election_id, e.election_date, coalesce(e.year, year(e.election_date)) AS year,
    s.usps, w.area, w.geoid, w.ocd_id,
    w.winner, w.winner_party, w.winner_votes, w.winner_pct,
    w.runner_up, w.runner_up_party, w.runner_up_votes, w.runner_up_pct,
    w.winner_votes - w.runner_up_votes AS margin_votes,
    round(100.0 * (w.winner_votes - w.runner_up_votes) / nullif(coalesce(w.total_votes, w.sum_of_votes), 0), 2) AS margin_pct,
    w.other_votes::BIGINT AS other_votes,
    w.democratic_votes::BIGINT AS democratic_votes,
    w.republican_votes::BIGINT AS republican_votes,
    coalesce(w.total_votes, w.sum_of_votes)::BIGINT AS total_votes,
    w.margin_votes AS stated_margin_votes, w.margin_pct AS stated_margin_pct,
    w.page_id, w.table_no, w.row_no, p.url
FROM wide w
JOIN pages p USING (page_id)
LEFT JOIN elections e ON e.election_id = w.election_id
LEFT JOIN states s ON s.geoid = left(w.geoid, 2)
ORDER BY p.title, w.table_no, w.row_no;
COMMENT ON VIEW county_results IS 'One row per county of a table by county: winner and runner-up by name with votes and shares, all others together, the margin computed from the votes (in votes and percent of the total) beside the one stated. In a tie, before anything is counted, and where a missing figure could decide, winner and runner-up are NULL.';

-- New York, 1938: Lehman has 1,971,307 and 419,979 votes on two lines, Dewey 2,302,505 on his first, and lost.
-- Places as in county_results: none before anything is counted, in a tie for the first, or where a missing figure could decide.
CREATE VIEW state_results AS
WITH told AS (
    SELECT *, line = 'other' OR regexp_matches(coalesce(candidate, ''), '^(write-?ins?|scatter(ing|ed)?|various)\b', 'i') AS combined,
        CASE WHEN combined OR candidate IS NULL THEN concat_ws('|', row_no, party, candidate) ELSE candidate END AS who
    FROM results WHERE line IN ('candidate', 'party', 'write_in', 'other')
),
lines AS (  -- a fusion ticket's lines are one candidate
    SELECT election_id, page_id, table_no, contest, line, combined, who, min(row_no) AS row_no,
        any_value(candidate) AS candidate, arg_max(party, coalesce(votes, pct, 0)) AS party,
        sum(votes)::BIGINT AS votes, CASE WHEN count(*) > 1 THEN round(sum(pct), 4) ELSE sum(pct) END AS pct,
        max(electoral_votes) AS electoral_votes, bool_or(is_incumbent) AS is_incumbent, bool_or(is_winner) AS is_winner
    FROM told GROUP BY ALL
),
contests AS (
    SELECT page_id, table_no, contest, sum(votes)::BIGINT AS sum_of_votes, sum(pct) AS sum_of_pct,
        max(votes) FILTER (NOT combined) AS most_votes, max(pct) FILTER (NOT combined) AS most_pct,
        bool_or(votes IS NULL) FILTER (NOT combined) AS lacks_votes, bool_or(pct IS NULL) FILTER (NOT combined) AS lacks_pct
    FROM lines GROUP BY ALL
),
totals AS (
    SELECT page_id, table_no, contest, max(votes) AS total FROM results WHERE line IN ('total', 'valid') GROUP BY ALL
),
figures AS (
    SELECT l.*, c.sum_of_votes, CASE
            WHEN NOT lacks_votes OR total - sum_of_votes < most_votes THEN l.votes
            WHEN NOT lacks_pct OR 100 - sum_of_pct < most_pct THEN l.pct END AS figure
    FROM lines l JOIN contests c ON (l.page_id, l.table_no) = (c.page_id, c.table_no) AND l.contest IS NOT DISTINCT FROM c.contest
    LEFT JOIN totals t ON (l.page_id, l.table_no) = (t.page_id, t.table_no) AND l.contest IS NOT DISTINCT FROM t.contest
),
ranked AS (
    SELECT *, CASE WHEN NOT combined AND figure IS NOT NULL AND max(figure) FILTER (NOT combined) OVER one > 0
        THEN rank() OVER (PARTITION BY page_id, table_no, contest ORDER BY combined, figure DESC NULLS LAST) END AS place
    FROM figures WINDOW one AS (PARTITION BY page_id, table_no, contest)
)
SELECT p.title, r.election_id, e.election_name, e.type, e.office, e.election_date,
    coalesce(e.year, year(e.election_date)) AS year, r.contest, r.line, r.candidate, r.party, r.votes, r.pct,
    r.electoral_votes, r.is_incumbent, r.is_winner,
    CASE WHEN r.place > 1 OR count(*) FILTER (r.place = 1) OVER (PARTITION BY r.page_id, r.table_no, r.contest) = 1
        THEN r.place END AS place,
    r.sum_of_votes, r.page_id, r.table_no, r.row_no, p.url
FROM ranked r
JOIN pages p USING (page_id)
LEFT JOIN elections e ON e.election_id = r.election_id
ORDER BY p.title, r.table_no, place NULLS LAST, r.row_no;
COMMENT ON VIEW state_results IS 'One row per candidate (a fusion ticket''s lines together, under the party of the largest), or party where a table names parties alone, of a results table of the whole electorate, with the election it belongs to and the place among them; lines of several together, and those without a figure, have none, nor has anybody before anything is counted, in a tie for the first place, or where a missing figure could decide. A page''s primaries, wards and earlier elections have its election_id too: page_id, table_no and contest tell contests apart.';

CREATE VIEW district_results AS
SELECT p.title, r.election_id, s.usps, a.area AS district, a.geoid, a.ocd_id, a.representative, r.candidate, r.party, r.votes, r.pct,
    r.page_id, r.table_no, r.row_no, p.url
FROM area_results r
JOIN areas a USING (election_id, page_id, table_no, row_no, area_type, area)
JOIN pages p USING (page_id)
LEFT JOIN states s ON s.geoid = left(a.geoid, 2)
WHERE r.area_type = 'congressional_district' AND NOT a.is_total;
COMMENT ON VIEW district_results IS 'One row per candidate and congressional district, with the district''s representative.';

CREATE VIEW poll_numbers AS
SELECT p.title, q.election_id, q.pollster, q.field_start, q.field_end, q.sample_size, q.population, q.margin_of_error_pp,
    r.choice, r.pct, q.page_id, q.table_no, q.row_no, p.url
FROM polls q
JOIN poll_results r USING (page_id, table_no, row_no)
JOIN pages p USING (page_id);
COMMENT ON VIEW poll_numbers IS 'One row per poll and choice.';

CREATE VIEW latest_findings AS
SELECT f.severity, f.status, f.check_id, p.title, f.message, f.observed, f.expected, f.table_name, f.record_key,
    f.column_name, f.first_seen_version, f.url, f.finding_id, f.page_id, f.election_id
FROM findings f
LEFT JOIN pages p USING (page_id)
WHERE f.status IN ('new', 'ongoing')
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.status, p.title, f.check_id, f.finding_id;
COMMENT ON VIEW latest_findings IS 'What the checks hold against this version and nobody waived: errors first.';

CREATE VIEW latest_changes AS
SELECT c.table_name, p.title, c.record_key, c.change, c.column_name, c.old_value, c.new_value, c.cause, c.rev_id, p.history_url
FROM changes c
LEFT JOIN pages p USING (rev_id)
WHERE c.version = (SELECT version FROM versions ANTI JOIN (SELECT previous AS version FROM versions) USING (version));
COMMENT ON VIEW latest_changes IS 'What this version changed against the one before.';

CREATE VIEW unread AS
SELECT construct, name, pages, occurrences, reason FROM coverage WHERE outcome = 'unknown'
ORDER BY pages DESC, occurrences DESC, name;
COMMENT ON VIEW unread IS 'What canvass met on the pages and does not understand, most frequent first.';

CREATE VIEW credits AS
SELECT page_id, concat('Wikipedia, “', title, '”, revision ', rev_id, coalesce(' ' || nullif(url, ''), ''),
        coalesce('; authors: ' || nullif(history_url, ''), ''), '; ', licence) AS credit,
    title, rev_id, url, history_url, licence
FROM pages;
COMMENT ON VIEW credits IS 'The credit that CC BY-SA asks for, for every row: join any table by page_id.';
