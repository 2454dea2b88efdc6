-- Figures of the articles beside those of the returns. Given: `figure` and `grp` (what the articles' tables have),
-- `same_person` (grp, candidate, returns_candidate), `line` and `total` (the returns), `parts`, `left_out` (states).

CREATE MACRO is_explained(reason) AS reason IN ('void_votes', 'one_line_of_several', 'counted_as_other', 'follows', 'other_definition');

-- Which codes of the returns make up an area of a table: its own, and those of a part that the table does not list.
CREATE TEMP TABLE wanted AS
SELECT DISTINCT f.grp, g.office, g.year, f.geoid, f.geoid AS code FROM figure f JOIN grp g USING (grp)
UNION
SELECT DISTINCT f.grp, g.office, g.year, f.geoid, p.code FROM figure f JOIN grp g USING (grp) JOIN parts p ON p.county = f.geoid
WHERE NOT EXISTS (SELECT 1 FROM figure o WHERE o.grp = f.grp AND o.geoid = p.code);

CREATE TEMP TABLE their_line AS
SELECT w.grp, w.geoid, l.kind, l.candidate, l.party, l.votes, l.of_party, l.area, s.candidate AS named
FROM wanted w JOIN line l ON l.office = w.office AND l.year = w.year AND l.geoid = w.code
LEFT JOIN same_person s ON s.grp = w.grp AND s.returns_candidate = l.candidate;

CREATE TEMP TABLE their_area AS
SELECT l.*, t.stated AS all_votes
FROM (
    SELECT grp, geoid, any_value(area) AS area, coalesce(sum(votes) FILTER (kind = 'void'), 0)::BIGINT AS void_votes,
        sum(votes) FILTER (kind <> 'void')::BIGINT AS valid_votes
    FROM their_line GROUP BY grp, geoid
) l LEFT JOIN (
    SELECT w.grp, w.geoid, sum(t.total)::BIGINT AS stated FROM wanted w JOIN total t ON t.office = w.office AND t.year = w.year AND t.geoid = w.code
    GROUP BY w.grp, w.geoid
) t USING (grp, geoid);

CREATE TEMP TABLE theirs AS
SELECT grp, geoid, 'candidate' AS measure, named AS match, min(candidate) AS returns_candidate, max(party) AS returns_party,
    sum(votes)::BIGINT AS returns_votes, any_value(of_party) AS of_party
FROM their_line WHERE named IS NOT NULL GROUP BY grp, geoid, named
UNION ALL BY NAME
SELECT grp, geoid, 'others' AS measure, NULL AS match, string_agg(DISTINCT coalesce(candidate, 'Other'), ' + ' ORDER BY coalesce(candidate, 'Other')) AS returns_candidate,
    sum(votes)::BIGINT AS returns_votes
FROM their_line WHERE named IS NULL AND kind <> 'void' GROUP BY grp, geoid
UNION ALL BY NAME
SELECT grp, geoid, 'total' AS measure, NULL AS match, coalesce(all_votes, valid_votes) AS returns_votes FROM their_area;

CREATE TEMP TABLE unnamed AS SELECT * FROM figure ANTI JOIN same_person USING (grp, candidate) WHERE kind IN ('candidate', 'other');

CREATE TEMP TABLE ours AS
SELECT * EXCLUDE kind, 'candidate' AS measure, candidate AS match FROM figure SEMI JOIN same_person USING (grp, candidate) WHERE kind = 'candidate'
UNION ALL BY NAME
SELECT grp, geoid, 'others' AS measure, NULL AS match, coalesce(max(candidate) FILTER (kind = 'other'), 'Others') AS candidate,
    max(party) FILTER (kind = 'other') AS party, sum(votes)::BIGINT AS votes, count(*) AS n_lines, max(line) FILTER (kind = 'other') AS line,
    arg_max(row_no, kind = 'other') AS row_no, any_value(table_name) AS table_name, any_value(area_type) AS area_type, any_value(area) AS area
FROM unnamed WHERE votes IS NOT NULL GROUP BY grp, geoid HAVING bool_or(kind = 'other') OR grp IN (SELECT grp FROM theirs WHERE measure = 'others')
UNION ALL BY NAME
SELECT * EXCLUDE kind, 'total' AS measure, NULL AS match FROM figure WHERE kind = 'total';

CREATE TEMP TABLE compared AS
SELECT coalesce(o.grp, t.grp) AS grp, coalesce(o.geoid, t.geoid) AS geoid, coalesce(o.measure, t.measure) AS measure,
    o.* EXCLUDE (grp, geoid, measure, match), t.* EXCLUDE (grp, geoid, measure, match), a.void_votes, a.valid_votes, a.area AS returns_area,
    o.votes - t.returns_votes AS difference
FROM ours o FULL JOIN theirs t ON t.grp = o.grp AND t.geoid = o.geoid AND t.measure = o.measure AND t.match IS NOT DISTINCT FROM o.match
LEFT JOIN their_area a ON a.grp = coalesce(o.grp, t.grp) AND a.geoid = coalesce(o.geoid, t.geoid)
-- A total that the article does not state is no difference.
WHERE o.grp IS NOT NULL OR t.measure <> 'total'
UNION ALL BY NAME
-- Candidates whom the article alone names.
SELECT u.* EXCLUDE kind, 'candidate' AS measure, a.area AS returns_area, o.grp IS NOT NULL AS in_others
FROM unnamed u LEFT JOIN their_area a USING (grp, geoid) LEFT JOIN (SELECT DISTINCT grp, geoid FROM ours WHERE measure = 'others') o USING (grp, geoid)
WHERE u.kind = 'candidate'
UNION ALL BY NAME
-- Areas that the returns alone have, of a state of which the table has half of them at least.
SELECT g.grp, l.geoid, 'total' AS measure, l.area AS returns_area, l.votes AS returns_votes
FROM (
    SELECT grp, left(geoid, 2) AS fips, count(DISTINCT geoid) AS n FROM figure WHERE table_name <> 'results' AND len(geoid) = 5 GROUP BY ALL
) s JOIN grp g USING (grp)
JOIN (SELECT office, year, geoid, any_value(area) AS area, sum(votes)::BIGINT AS votes FROM line WHERE kind <> 'void' GROUP BY ALL) l
    ON l.office = g.office AND l.year = g.year AND left(l.geoid, 2) = s.fips AND len(l.geoid) = 5
ANTI JOIN figure f ON f.grp = g.grp AND f.geoid = l.geoid
ANTI JOIN wanted w ON w.grp = g.grp AND w.code = l.geoid
QUALIFY s.n >= count(*) OVER (PARTITION BY g.grp, s.fips);

-- An area where nothing but the split between named candidates and others differs, and the named have no fewer votes.
CREATE TEMP TABLE other_split AS
SELECT grp, geoid FROM compared WHERE measure IN ('candidate', 'others') AND difference IS NOT NULL GROUP BY ALL
HAVING sum(difference) = 0 AND min(difference) FILTER (measure = 'candidate') >= 0 AND min(difference) FILTER (measure = 'others') < 0;

-- By how much the figures of an area differ together: what the total differs by for their sake.
CREATE TEMP TABLE together AS
SELECT grp, geoid, sum(coalesce(difference, votes, -returns_votes, 0)) AS difference FROM compared
WHERE measure IN ('candidate', 'others') AND NOT coalesce(in_others, false) GROUP BY ALL;

CREATE TEMP TABLE reasoned AS
SELECT c.*, 100.0 * c.difference / nullif(returns_votes, 0) AS difference_pct,
    CASE WHEN left(geoid, 2) IN (SELECT fips FROM left_out) AND len(geoid) > 2 AND returns_votes IS NULL THEN 'other_areas'
        WHEN in_others THEN 'among_others'
        WHEN returns_votes IS NULL AND votes IS NOT NULL THEN 'only_in_article'
        WHEN votes IS NULL THEN 'only_in_returns'
        WHEN c.difference = 0 THEN 'equal'
        WHEN measure = 'total' AND (votes = valid_votes OR abs(c.difference) = void_votes OR c.difference = s.difference - void_votes) AND void_votes > 0 THEN 'void_votes'
        WHEN measure = 'total' AND c.difference = s.difference THEN 'follows'
        WHEN measure = 'total' AND s.difference = 0 THEN 'other_definition'
        WHEN measure = 'others' AND c.difference = void_votes THEN 'void_votes'
        WHEN len(of_party) > 1 AND list_contains(of_party, votes) OR len(of_line) > 1 AND list_contains(of_line, returns_votes) THEN 'one_line_of_several'
        WHEN o.grp IS NOT NULL THEN 'counted_as_other'
        WHEN measure = 'candidate' AND EXISTS (
            SELECT 1 FROM compared x WHERE x.grp = c.grp AND x.geoid = c.geoid AND x.measure = 'candidate'
                AND x.votes = c.returns_votes AND x.returns_votes = c.votes) THEN 'swapped_candidates'
        WHEN list_sort(string_split(votes::VARCHAR, '')) = list_sort(string_split(returns_votes::VARCHAR, '')) THEN 'swapped_digits'
        ELSE 'differs' END AS reason
FROM compared c LEFT JOIN other_split o USING (grp, geoid) LEFT JOIN together s USING (grp, geoid);

CREATE TEMP TABLE written AS
SELECT DISTINCT r.page_id, r.table_no, r.row_no, r.votes
FROM (
    SELECT DISTINCT g.page_id, g.table_no, d.row_no, d.votes FROM reasoned d JOIN grp g USING (grp)
    WHERE d.reason NOT IN ('equal', 'only_in_returns') AND d.votes IS NOT NULL
) r JOIN cells c ON c.page_id = r.page_id AND c.table_no = r.table_no AND c.row_no = r.row_no
WHERE list_contains(
    list_transform(regexp_extract_all(c.text, '\d{1,3}(?:[,.\x{a0}\x{202f} ]\d{3})+|\d+'), lambda n: regexp_replace(n, '\D', '', 'g')), r.votes::VARCHAR);

CREATE TEMP TABLE reference_differences AS
SELECT g.office, g.year, s.state, d.geoid, coalesce(d.area, d.returns_area) AS area, d.measure, d.candidate, d.party, d.returns_candidate,
    d.returns_party, d.votes, d.returns_votes, d.difference, d.difference_pct, d.reason,
    CASE WHEN d.votes IS NOT NULL AND d.reason <> 'equal' AND d.n_lines = 1 THEN w.votes IS NOT NULL END AS on_page,
    100.0 * count(*) FILTER (d.reason = 'equal') OVER one / nullif(count(d.difference) FILTER (NOT is_explained(d.reason)) OVER one, 0) AS table_equal_pct,
    g.page_id, g.election_id, g.title, coalesce(d.table_name, g.table_name) AS table_name, g.table_no, d.row_no, d.area_type, g.contest, d.line,
    nullif(g.page_url, '') || coalesce('#' || nullif(replace(string_split(t.section_path, ' > ')[-1], ' ', '_'), ''), '') AS url
FROM reasoned d JOIN grp g USING (grp)
LEFT JOIN (SELECT fips, min(state) AS state FROM states GROUP BY fips) s ON s.fips = left(d.geoid, 2)
LEFT JOIN page_tables t ON t.page_id = g.page_id AND t.table_no = g.table_no
LEFT JOIN written w ON w.page_id = g.page_id AND w.table_no = g.table_no AND w.row_no = d.row_no AND w.votes = d.votes
WINDOW one AS (PARTITION BY d.grp);

CREATE TEMP TABLE reference_summary AS
SELECT d.office, d.year, d.state, d.page_id, any_value(d.title) AS title, d.table_name, d.table_no, any_value(n.n) AS areas_in_returns,
    count(DISTINCT d.geoid) FILTER (d.difference IS NOT NULL) AS areas_matched,
    count(d.difference) AS figures, count(*) FILTER (d.reason = 'equal') AS equal,
    100.0 * count(*) FILTER (d.reason = 'equal') / nullif(count(d.difference), 0) AS equal_pct,
    arg_max(d.difference, abs(d.difference)) FILTER (d.difference <> 0) AS largest_difference,
    arg_max(d.difference_pct, abs(d.difference)) FILTER (d.difference <> 0) AS largest_difference_pct,
    arg_max(d.area || ', ' || coalesce(d.candidate, 'all votes'), abs(d.difference)) FILTER (d.difference <> 0) AS largest_at,
    count(*) FILTER (is_explained(d.reason)) AS explained
FROM (SELECT * REPLACE (CASE table_name WHEN 'areas' THEN 'area_results' ELSE table_name END AS table_name) FROM reference_differences) d
LEFT JOIN (
    SELECT office, year, left(geoid, 2) AS fips, len(geoid) AS digits, count(DISTINCT geoid) AS n FROM line GROUP BY ALL
) n ON n.office = d.office AND n.year = d.year AND n.fips = left(d.geoid, 2) AND n.digits = len(d.geoid)
GROUP BY d.office, d.year, d.state, d.page_id, d.table_name, d.table_no;
