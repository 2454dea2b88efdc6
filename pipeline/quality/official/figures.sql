-- Combined columns and lines; returns have a line for none of the above, and so it is no such line here.
CREATE MACRO is_others(name) AS coalesce(
    regexp_matches(name, '^(others?\b|various|write-?ins?|scatter|undecided|none$|blank|all other)', 'i'), false);

-- What the articles say, in the form that returns have: a row per candidate, other candidates together, and all votes.
-- Given: the data tables, `office_titles` (office, words), `states`, `same_place`, `parts`.
CREATE TEMP TABLE page_office AS
SELECT p.page_id, p.title, p.url, t.office, CASE WHEN len(f.years) = 1 THEN f.years[1] END AS title_year, f.place_fips
FROM pages p
JOIN office_titles t ON contains(p.title, t.words)
JOIN (
    SELECT page_id, list_transform(regexp_extract_all(title, '\b(1[6-9]\d\d|20\d\d)\b'), lambda y: y::INT) AS years, s.fips AS place_fips
    FROM (
        SELECT page_id, title, coalesce(
            nullif(regexp_extract(title, ' elections? in (?:the )?(.+?)(?:, \d{4}| \(.*\))?$', 1), ''),
            nullif(regexp_extract(title, '^(?:\d{4} )?(.+?) gubernatorial election', 1), '')) AS place
        FROM pages
    ) p LEFT JOIN states s ON s.name = p.place
) f USING (page_id);

-- Tables by area: counties under their codes, states under theirs, a table's Totals row under the state's.
CREATE TEMP TABLE stated_area AS
WITH placed AS (
    SELECT a.*, o.title, o.url AS page_url, o.office, coalesce(e.year, o.title_year) AS year, coalesce(o.place_fips, '') AS fips,
        max(len(a.geoid)) OVER (PARTITION BY a.page_id, a.table_no) AS digits,
        count(DISTINCT left(a.geoid, 2)) OVER (PARTITION BY a.page_id, a.table_no) AS states
    FROM areas a JOIN page_office o USING (page_id) LEFT JOIN elections e USING (election_id)
    WHERE NOT is_stage(a.election_id)  -- primaries and runoffs have returns of their own
)
SELECT page_id, election_id, title, page_url, office, year, table_no, row_no, area_type, area, is_total, total_votes,
    CASE WHEN is_total AND states = 1 AND digits = 5 AND placed.fips <> '' THEN placed.fips
        WHEN NOT is_total AND geoid IS NULL AND p.name IS NOT NULL THEN p.code
        WHEN NOT is_total AND len(geoid) IN (2, 5) THEN coalesce(c.after, geoid) END AS geoid
FROM placed
LEFT JOIN same_place c ON c.before = placed.geoid
LEFT JOIN parts p ON p.fips = placed.fips AND lower(p.name) = lower(placed.area)
WHERE year IS NOT NULL;

CREATE TEMP TABLE stated AS
SELECT 'area_results' AS table_name, a.page_id, a.election_id, a.title, a.page_url, a.office, a.year, a.table_no, a.row_no,
    a.area_type, a.area, NULL::VARCHAR AS contest, a.geoid, if(is_others(r.candidate), 'other', 'candidate') AS kind,
    r.candidate, r.party, r.votes, NULL::VARCHAR AS line
FROM stated_area a JOIN area_results r USING (election_id, page_id, table_no, row_no, area_type, area)
WHERE a.geoid IS NOT NULL
UNION ALL BY NAME
SELECT 'areas' AS table_name, page_id, election_id, title, page_url, office, year, table_no, row_no, area_type, area,
    geoid, 'total' AS kind, total_votes AS votes
FROM stated_area WHERE geoid IS NOT NULL AND total_votes IS NOT NULL
UNION ALL BY NAME
SELECT 'results' AS table_name, r.page_id, r.election_id, o.title, o.url AS page_url, o.office, coalesce(e.year, o.title_year) AS year,
    r.table_no, r.row_no, 'state' AS area_type, s.name AS area, r.contest, o.place_fips AS geoid,
    CASE WHEN r.line = 'total' THEN 'total' WHEN r.line = 'other' OR is_others(r.candidate) THEN 'other' ELSE 'candidate' END AS kind,
    r.candidate, r.party, r.votes, r.line
FROM results r JOIN page_office o USING (page_id) LEFT JOIN elections e USING (election_id)
JOIN (SELECT fips, min(name) AS name FROM states GROUP BY fips) s ON s.fips = o.place_fips
WHERE r.line IN ('candidate', 'write_in', 'other', 'party', 'none_of_the_above', 'total') AND coalesce(e.year, o.title_year) IS NOT NULL;

-- A table with the figures of one election; results tables have one for each contest.
CREATE TEMP TABLE grp AS
SELECT row_number() OVER (ORDER BY page_id, table_no, contest, office, year) AS grp, *
FROM (
    SELECT page_id, table_no, contest, office, year, any_value(election_id) AS election_id, any_value(title) AS title,
        any_value(page_url) AS page_url, max(table_name) AS table_name
    FROM stated GROUP BY page_id, table_no, contest, office, year
);

-- One row per candidate and area: the lines of one who stood for several parties together, or their own sum where the table
-- has it.
CREATE TEMP TABLE figure AS
SELECT g.grp, s.geoid, s.kind, s.name AS candidate,
    any_value(s.table_name) AS table_name, min(s.row_no) AS row_no, any_value(s.area_type) AS area_type, any_value(s.area) AS area,
    any_value(s.line) AS line, string_agg(DISTINCT s.party, ' + ') AS party,
    (CASE WHEN any_value(s.kind) = 'total' OR count(s.votes) > 2 AND 2 * max(s.votes) = sum(s.votes) THEN max(s.votes) ELSE sum(s.votes) END)::BIGINT AS votes,
    count(*) AS n_lines, list(s.votes) AS of_line
FROM (SELECT *, CASE WHEN kind <> 'total' THEN coalesce(candidate, party) END AS name FROM stated) s
JOIN grp g ON g.page_id = s.page_id AND g.table_no = s.table_no AND g.office = s.office AND g.year = s.year
    AND g.contest IS NOT DISTINCT FROM s.contest
GROUP BY ALL
-- Several totals are those of candidates with several lines, or of rounds: none is the contest's.
HAVING NOT (any_value(s.kind) = 'total' AND count(*) > 1);
