-- What the report asks of a release. Every query after "page rows" is of the pages in the temporary table `wanted`; its
-- last line but none may hold the rows' order, by columns that it selects, and the first of them is page_id.

-- name: version
SELECT version, created_at, previous, content_hash, pages, rows
FROM versions ANTI JOIN (SELECT previous AS version FROM versions) USING (version);

-- name: totals
SELECT
    (SELECT count(*) FROM pages) AS pages,
    (SELECT count(*) FROM elections) AS elections,
    (SELECT min(year) FROM elections) AS first_year,
    (SELECT max(year) FROM elections) AS last_year,
    (SELECT count(*) FROM areas WHERE NOT is_total) AS areas,
    (SELECT count(*) FROM area_results) AS area_results,
    (SELECT count(*) FROM polls) AS polls,
    (SELECT count(*) FROM predictions) AS predictions,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT count(*) FROM pages WHERE held_rev_id IS NOT NULL) AS held;

-- name: checks
SELECT check_id, severity, description, rows_checked, failures FROM checks
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, failures DESC, check_id;

-- name: severities
SELECT severity, count(*) AS findings, count(*) FILTER (status = 'new') AS new FROM findings
WHERE status IN ('new', 'ongoing') GROUP BY severity;

-- name: changed_pages
-- An article that left is not in `pages` any more: its title stands in the row that was removed.
WITH gone AS (
    SELECT rev_id, json_extract_string(old_value, '$.title') AS title FROM changes
    WHERE version = $version AND table_name = 'pages' AND change = 'removed'
)
SELECT p.page_id, coalesce(p.title, gone.title, '') AS title, c.cause, c.table_name, count(*) AS cells,
    count(*) FILTER (change = 'added') AS added, count(*) FILTER (change = 'removed') AS removed,
    count(*) FILTER (change = 'changed') AS changed
FROM changes c LEFT JOIN pages p USING (rev_id) LEFT JOIN gone USING (rev_id)
WHERE c.version = $version
GROUP BY p.page_id, p.title, gone.title, c.cause, c.table_name
ORDER BY cells DESC, title, p.page_id, c.cause, c.table_name
LIMIT 200;

-- name: change_causes
SELECT cause, count(*) AS cells FROM changes WHERE version = $version GROUP BY cause ORDER BY cells DESC, cause;

-- name: coverage
SELECT outcome, construct, count(*) AS names, sum(occurrences)::BIGINT AS occurrences FROM coverage
GROUP BY outcome, construct ORDER BY outcome, construct;

-- name: unread
SELECT construct, name, pages, occurrences, reason FROM unread
ORDER BY pages DESC, occurrences DESC, construct, name, reason LIMIT 50;

-- name: kinds
SELECT kind, count(*) AS tables, count(DISTINCT page_id) AS pages FROM page_tables
GROUP BY kind ORDER BY tables DESC, kind;

-- page rows --------------------------------------------------------------------------------------------------------

-- name: pages
SELECT page_id, title, url, history_url, rev_id, rev_timestamp, licence, parse_status, held_rev_id, held_reason
FROM pages SEMI JOIN wanted USING (page_id) ORDER BY page_id;

-- name: elections
SELECT e.*, b.page_id AS previous_page_id, a.page_id AS next_page_id
FROM elections e SEMI JOIN wanted USING (page_id)
LEFT JOIN elections b ON b.election_id = e.previous_election
LEFT JOIN elections a ON a.election_id = e.next_election
ORDER BY page_id, infobox_no, election_id;

-- name: candidates
SELECT e.page_id, e.infobox_no, c.* FROM candidates c JOIN elections e USING (election_id) SEMI JOIN wanted USING (page_id)
ORDER BY page_id, infobox_no, election_id, ordinal;

-- name: results
SELECT page_id, table_no, row_no, election_id, contest, line, party, candidate, running_mate, votes, pct, pct_change_pp,
    electoral_votes, is_incumbent, is_write_in, is_winner
FROM results SEMI JOIN wanted USING (page_id)
ORDER BY page_id, table_no, contest, row_no, candidate, party;

-- name: results_before
-- Shares of the election before, where its article is in the release and names each party once.
SELECT e.page_id, e.election_id, r.party, any_value(r.pct) AS pct
FROM elections e SEMI JOIN wanted USING (page_id)
JOIN elections b ON b.election_id = e.previous_election
JOIN results r ON r.election_id = b.election_id AND r.line = 'candidate' AND r.party IS NOT NULL AND r.pct IS NOT NULL
GROUP BY e.page_id, e.election_id, r.party HAVING count(*) = 1
ORDER BY page_id, election_id, party;

-- name: areas
SELECT page_id, table_no, row_no, election_id, area_type, area, geoid, is_total, margin_votes, margin_pct, total_votes,
    representative
FROM areas SEMI JOIN wanted USING (page_id)
ORDER BY page_id, table_no, area_type, election_id, row_no, area;

-- name: area_results
SELECT page_id, table_no, row_no, election_id, area_type, area, candidate, party, votes, pct
FROM area_results SEMI JOIN wanted USING (page_id)
ORDER BY page_id, table_no, area_type, election_id, row_no, area, votes DESC NULLS LAST, candidate, party;

-- name: areas_before
-- Shares by county of the election before, and of its Totals row (geoid `total`); a county and party that stand in
-- several tables there are left out.
WITH earlier AS (
    SELECT b.page_id FROM elections e SEMI JOIN wanted USING (page_id) JOIN elections b ON b.election_id = e.previous_election
), shares AS (
    SELECT a.election_id, if(a.is_total, 'total', a.geoid) AS geoid, r.party, r.pct, 100.0 * r.votes / nullif(coalesce(a.total_votes,
        sum(r.votes) OVER (PARTITION BY election_id, page_id, table_no, row_no, area_type, area)), 0) AS pct_of_votes
    FROM areas a SEMI JOIN earlier USING (page_id) JOIN area_results r USING (election_id, page_id, table_no, row_no, area_type, area)
    WHERE (a.geoid IS NOT NULL OR a.is_total) AND a.area_type = 'county'
)
SELECT e.page_id, e.election_id, s.geoid, s.party, any_value(coalesce(s.pct_of_votes, s.pct)) AS pct
FROM elections e SEMI JOIN wanted USING (page_id) JOIN shares s ON s.election_id = e.previous_election
WHERE s.party IS NOT NULL
GROUP BY e.page_id, e.election_id, s.geoid, s.party HAVING count(*) = 1
ORDER BY page_id, election_id, geoid, party;

-- name: predictions
SELECT page_id, table_no, row_no, source, rating, rating_level, rating_party, is_flip, as_of
FROM predictions SEMI JOIN wanted USING (page_id) ORDER BY page_id, table_no, row_no, source;

-- name: polls
SELECT page_id, table_no, row_no, pollster, field_start, field_end, sample_size, population, margin_of_error_pp
FROM polls SEMI JOIN wanted USING (page_id) ORDER BY page_id, table_no, row_no;

-- name: poll_results
SELECT page_id, table_no, row_no, choice, pct
FROM poll_results SEMI JOIN wanted USING (page_id) ORDER BY page_id, table_no, row_no, pct DESC NULLS LAST, choice;

-- name: electors
SELECT page_id, election_id, ordinal, name FROM electors SEMI JOIN wanted USING (page_id)
ORDER BY page_id, election_id, ordinal;

-- name: infobox_fields
SELECT page_id, infobox_no, template, field, text FROM infobox_fields SEMI JOIN wanted USING (page_id)
WHERE trim(text) <> '' ORDER BY page_id, infobox_no, field;

-- name: page_tables
SELECT page_id, table_no, section_path, caption, kind, n_rows, n_cols FROM page_tables SEMI JOIN wanted USING (page_id)
ORDER BY page_id, table_no;

-- name: changes
SELECT p.page_id, c.table_name, c.record_key, c.change, c.column_name, c.old_value, c.new_value, c.cause
FROM changes c JOIN pages p USING (rev_id) SEMI JOIN wanted USING (page_id)
WHERE c.version = $version AND c.table_name NOT IN ('cells', 'links', 'sections')
ORDER BY page_id, table_name, record_key, column_name, change;
